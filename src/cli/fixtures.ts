/**
 * `fixtures list|show|save|validate`: the built-in bodies and the user's own.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { findEvent, type Standing } from '../core/events.ts';
import { mistake, type ExitCode } from '../core/failure.ts';
import { isoUtc } from '../core/instant.ts';
import { inQuotes, printable } from '../core/printable.ts';
import {
  findFixture,
  fixtureBody,
  fullName,
  generatedFixtures,
  knownFixtures,
  readFixtureWish,
  type KnownFixture,
} from '../fixture/find-fixture.ts';
import { readFixtureName } from '../fixture/name.ts';
import { checkBody, findingText, type BodyFinding } from '../fixture/validate.ts';
import { saveCaptured } from '../replay/save-captured.ts';
import { readFixturesSettings, type FixturesSettings } from '../settings/fixtures.ts';
import { checkedLines, FINDINGS_SHOWN, fixtureLine, moreLine } from '../show/fixture-report.ts';
import type { JsonLine } from '../show/json.ts';
import { line } from '../show/present/line.ts';
import { unknownId } from '../store/find-detail.ts';
import { writeBody } from './write-body.ts';
import { sourcesOf, type Invocation } from './command.ts';
import type { Io } from './io.ts';
import { createPrinter, type Printer } from './printer.ts';
import { withHistory } from './read-history.ts';

interface FixtureLine extends JsonLine {
  readonly kind: 'fixture';
  /** With its label: what `trigger` takes. */
  readonly name: string;
  readonly event: string;
  readonly label: string | null;
  /** Null for a generated one. */
  readonly path: string | null;
  readonly standing: Standing;
  readonly origin: KnownFixture['origin'];
}

interface Asked {
  readonly settings: FixturesSettings;
  readonly printer: Printer;
  readonly io: Io;
}

function asked(invocation: Invocation): Asked {
  const settings = readFixturesSettings(sourcesOf(invocation));
  return { settings, printer: createPrinter(settings, invocation.io), io: invocation.io };
}

/** `fixture` lines: the user's own, then the built-in and the generated ones. */
export async function runFixturesList(invocation: Invocation): Promise<ExitCode> {
  const { settings, printer, io } = asked(invocation);
  for (const fixture of [...knownFixtures(settings.fixtures), ...generatedFixtures()]) {
    printer.print(fixtureJson(fixture, io), () => [fixtureLine(fixture, fullName(fixture))]);
  }
  return 0;
}

function fixtureJson(fixture: KnownFixture, io: Io): FixtureLine {
  const { event, label, path, standing, origin } = fixture;
  return { kind: 'fixture', at: isoUtc(io.now()), name: fullName(fixture), event, label, path, standing, origin };
}

interface ShownFixtureLine extends FixtureLine {
  readonly body: string;
}

/** The body alone, byte for byte. Throws `Failure` (exit 2) when there is no such fixture. */
export async function runFixturesShow(invocation: Invocation): Promise<ExitCode> {
  const { settings, printer, io } = asked(invocation);
  const fixture = namedFixture(invocation.operands[0] ?? '', settings);
  const body = fixtureBody(fixture);
  if (!settings.json) {
    writeBody(io, body);
    return 0;
  }
  const record: ShownFixtureLine = { ...fixtureJson(fixture, io), body: body.toString('utf8') };
  printer.print(record, () => []);
  return 0;
}

function namedFixture(text: string, { fixtures }: FixturesSettings): KnownFixture {
  const reading = readFixtureWish(text);
  const found = reading.kind === 'name' ? findFixture(reading.name, fixtures) : null;
  if (found !== null) return found;
  const near = reading.kind === 'unknown' ? `Near names: ${reading.nearest.join(', ')}.` : null;
  const hint = near ?? 'upgates-dev fixtures list shows what there is.';
  throw mistake('fixture-unknown', `There is no fixture ${inQuotes(text)}.`, hint);
}

/** The body of a captured delivery as a fixture, without secrets. Throws `Failure`: exit 2 or 3. */
export async function runFixturesSave(invocation: Invocation): Promise<ExitCode> {
  const { settings, printer, io } = asked(invocation);
  const id = invocation.operands[0] ?? '';
  const { label, fixtures: folder, force, secrets, mask: people } = settings;
  const saved = withHistory(settings, io, (history) =>
    saveCaptured(history, { id, label, folder, force, secrets, people }),
  );
  if (saved === null) throw unknownId(id);
  const standing = findEvent(saved.event)?.standing ?? 'inferred';
  const fixture: KnownFixture = { ...saved, standing, origin: 'own' };
  printer.print(fixtureJson(fixture, io), () => [
    line(`Saved as ${saved.path}: upgates-dev trigger ${fullName(saved)}`),
  ]);
  if (saved.isChanged) printer.remark([line('Secrets or, with --mask, personal data were masked in it.', 'dim')]);
  return 0;
}

interface CheckLine extends JsonLine {
  readonly kind: 'check';
  readonly name: string;
  readonly status: 'passed' | 'warned' | 'failed';
  readonly sent: string | null;
  readonly expected: string;
  readonly got: string;
  readonly meaning: string | null;
  readonly hint: null;
  readonly findings: readonly BodyFinding[];
}

interface ToCheck {
  readonly name: string;
  readonly event: string;
  readonly path: string | null;
  readonly body: Buffer;
}

/** The fixtures named, or all of the user's own; exit 1 when one does not have the shape of its event. */
export async function runFixturesValidate(invocation: Invocation): Promise<ExitCode> {
  const { settings, printer, io } = asked(invocation);
  const wanted = fixturesToCheck(invocation.operands, settings, io);
  let failed = false;
  for (const fixture of wanted) {
    const findings = findingsOf(fixture);
    const isWrong = findings.some((finding) => finding.isWrong);
    failed ||= isWrong;
    printer.print(checkJson(fixture, findings, io), () => [
      ...checkedLines(fixture.path ?? fixture.name, findings.slice(0, FINDINGS_SHOWN)),
      ...moreLine(findings.length - FINDINGS_SHOWN),
    ]);
  }
  if (wanted.length === 0) printer.remark([line(`There are no fixtures in ${settings.fixtures}.`, 'dim')]);
  return failed ? 1 : 0;
}

function fixturesToCheck(operands: readonly string[], settings: FixturesSettings, io: Io): readonly ToCheck[] {
  const own = knownFixtures(settings.fixtures).filter(({ origin }) => origin === 'own');
  if (operands.length === 0) return own.map(toCheck);
  return operands.map((operand) => fileToCheck(operand, io) ?? toCheck(namedFixture(operand, settings)));
}

function toCheck(fixture: KnownFixture): ToCheck {
  return { name: fullName(fixture), event: fixture.event, path: fixture.path, body: fixtureBody(fixture) };
}

function fileToCheck(operand: string, { cwd }: Io): ToCheck | null {
  const path = resolve(cwd, operand);
  if (!existsSync(path) || !statSync(path).isFile()) return null;
  const name = readFixtureName(basename(path));
  if (name !== null) return { name: fullName(name), event: name.event, path, body: readFileSync(path) };
  const hint = 'A fixture is called <Event.name>[.<label>].json.';
  throw mistake('fixture-name', `The name of ${printable(operand)} does not say which event it is.`, hint);
}

function findingsOf({ event, body }: ToCheck): readonly BodyFinding[] {
  const definition = findEvent(event);
  const text = body.toString('utf8');
  if (!Buffer.from(text, 'utf8').equals(body)) {
    return [{ place: '', problem: 'the body is not valid UTF-8', standing: 'documented', isWrong: true }];
  }
  if (definition !== undefined) return checkBody(definition, text);
  const problem = `${event} is not in the catalogue; its shape is not known`;
  return [{ place: '', problem, standing: 'inferred', isWrong: false }];
}

function checkJson({ name, path }: ToCheck, findings: readonly BodyFinding[], io: Io): CheckLine {
  const isWrong = findings.some((finding) => finding.isWrong);
  const [first] = findings;
  return {
    kind: 'check',
    at: isoUtc(io.now()),
    name,
    status: isWrong ? 'failed' : findings.length > 0 ? 'warned' : 'passed',
    sent: path,
    expected: 'the shape of its event',
    got: first === undefined ? 'the shape of its event' : findingText(first),
    meaning: first === undefined ? null : `The rule is ${first.standing}.`,
    hint: null,
    findings,
  };
}
