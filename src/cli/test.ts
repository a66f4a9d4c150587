/**
 * `test [URL]`: would this handler survive production? A demanding shop calls it, check by check.
 * Exit 0, 1 when a check failed, 130 and its like when stopped: what was found by then is told and reported.
 */
import { randomBytes } from 'node:crypto';
import { createBodies } from '../check/bodies.ts';
import type { Check, Finding } from '../check/check.ts';
import { createProgram, type Program } from '../check/program/program.ts';
import { runChecks, type Watcher } from '../check/run-checks.ts';
import { countFindings, exitOf, type Counts } from '../check/score.ts';
import { createShop } from '../check/shop.ts';
import type { ExitCode } from '../core/failure.ts';
import { isoUtc, type Instant } from '../core/instant.ts';
import { RULES } from '../core/rules.ts';
import { CALLER_NODE_ENV } from '../settings/environment.ts';
import { readTestSettings, type TestSettings } from '../settings/test.ts';
import { announcementLine, interruptedLine, listLines } from '../show/check-report.ts';
import { countsLine } from '../show/doctor-report.ts';
import type { JsonLine } from '../show/json.ts';
import { junitReport, type TimedFinding } from '../show/junit.ts';
import { sourcesOf, type Invocation } from './command.ts';
import type { Io } from './io.ts';
import { createPrinter, type Printer } from './printer.ts';
import { createScoreCard, type ScoreCard } from './score-card.ts';
import { writeReports } from './test-reports.ts';
import { chosenChecks, planTrial, type Trial } from './trial.ts';
import { untilSignal } from './until-signal.ts';

/** Throws `Failure`: exit 2 for anything wrong, 3 when the handler cannot be started or a report not be written. */
export async function runTest(invocation: Invocation): Promise<ExitCode> {
  const { io } = invocation;
  const settings = readTestSettings(sourcesOf(invocation), invocation.operands[0] ?? null);
  const printer = createPrinter(settings, io);
  const checks = chosenChecks(settings);
  if (settings.list) return tellList(checks, { io, printer });
  const trial = planTrial(checks, settings);
  const startedAt = io.now();
  const report = (findings: readonly TimedFinding[], summary: SummaryLine | null): void =>
    writeReports(settings.reports, {
      junit: () => junitReport({ findings, url: trial.shown, startedAt }),
      json: () => jsonReport({ url: trial.shown, rules: settings.rules, findings, summary, startedAt }),
    });
  report([], null);
  const card = createScoreCard({ settings, io, printer, ...trial });
  printer.remark([announcementLine({ ...trial, checks: checks.length, url: trial.shown, rules: settings.rules })]);
  const exit = await untilSignal((signal) => makeChecks(trial, { settings, io, card, signal }));
  const summary = tellSummary(exit, { io, printer, findings: card.findings(), checks: checks.length });
  report(card.findings(), summary);
  return exit;
}

interface Ended extends Telling {
  readonly findings: readonly Finding[];
  readonly checks: number;
}

function tellSummary(exit: ExitCode, { io, printer, findings, checks }: Ended): SummaryLine {
  const counts = countFindings(findings);
  if (exit > 1) printer.remark([interruptedLine(findings.length, checks)]);
  const summary: SummaryLine = { kind: 'summary', at: isoUtc(io.now()), ...counts, exit };
  printer.print(summary, () => [countsLine(counts)]);
  return summary;
}

interface SummaryLine extends JsonLine, Counts {
  readonly kind: 'summary';
  readonly exit: ExitCode;
}

interface Telling {
  readonly io: Io;
  readonly printer: Printer;
}

interface CheckInfoLine extends JsonLine, Pick<Check, 'name' | 'words'> {
  readonly kind: 'check-info';
}

function tellList(checks: readonly Check[], { io, printer }: Telling): ExitCode {
  for (const check of checks) {
    const info: CheckInfoLine = { kind: 'check-info', at: isoUtc(io.now()), name: check.name, words: check.words };
    printer.print(info, () => listLines([check]));
  }
  return 0;
}

interface Making {
  readonly settings: TestSettings;
  readonly io: Io;
  readonly card: ScoreCard;
  readonly signal: AbortSignal;
}

async function makeChecks(trial: Trial, { settings, io, card, signal }: Making): Promise<ExitCode> {
  const program = programOf(trial, { settings, io, signal });
  const shop = createShop({
    ...trial,
    rules: RULES[settings.rules],
    bodies: createBodies(settings.seed ?? randomBytes(4).toString('hex'), io.now),
    program,
    signal,
    headers: settings.headers,
    insecure: settings.insecure,
    onCall: () => card.onCall(),
  });
  const watcher: Watcher = card;
  try {
    if (program !== null) await startHandler(program, card, signal);
    if (!signal.aborted) await runChecks(trial.checks, shop, watcher);
  } finally {
    card.end();
    await program?.stop();
  }
  return exitOf(countFindings(card.findings()));
}

/** Being told to stop meanwhile is no trouble of the handler. */
async function startHandler(program: Program, card: ScoreCard, signal: AbortSignal): Promise<void> {
  card.onStarting();
  try {
    await program.start();
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function programOf({ url }: Trial, { settings, io, signal }: Omit<Making, 'card'>): Program | null {
  const { start, callerNodeEnv, insecure } = settings;
  if (start === null) return null;
  const { [CALLER_NODE_ENV]: _ours, NODE_ENV: _set, ...env } = io.env;
  const own = callerNodeEnv === null ? {} : { NODE_ENV: callerNodeEnv };
  return createProgram({ ...start, url, insecure, cwd: io.cwd, env: { ...env, ...own, ...start.env }, signal });
}

interface Reported {
  readonly url: string;
  readonly rules: string;
  readonly findings: readonly Finding[];
  /** Null before the end. */
  readonly summary: SummaryLine | null;
  readonly startedAt: Instant;
}

function jsonReport({ url, rules, findings, summary, startedAt }: Reported): string {
  const at = summary?.at ?? isoUtc(startedAt);
  const { passed, warned, failed, skipped } = countFindings(findings);
  const counts = summary === null ? null : { passed, warned, failed, skipped, exit: summary.exit };
  const report = { kind: 'report', at, startedAt: isoUtc(startedAt), url, rules, checks: findings, summary: counts };
  return `${JSON.stringify(report, null, 2)}\n`;
}
