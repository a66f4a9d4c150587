/**
 * `trigger EVENT`: plays the shop against a handler, without a session.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mistake, type ExitCode } from '../core/failure.ts';
import { isoUtc } from '../core/instant.ts';
import { printable } from '../core/printable.ts';
import type { NoticeRecord } from '../core/record.ts';
import { createFaults } from '../faults/fault-set.ts';
import { readSettings } from '../replay/apply-settings.ts';
import { noHandler } from '../replay/no-handler.ts';
import { readTriggerName } from '../replay/trigger-name.ts';
import { planTrigger } from '../replay/trigger-plan.ts';
import { targetFor } from '../send/routes.ts';
import { readTriggerSettings, type TriggerSettings } from '../settings/trigger.ts';
import { line } from '../show/present/line.ts';
import { sourcesOf, type Invocation } from './command.ts';
import type { Io } from './io.ts';
import { createPrinter, type Printer } from './printer.ts';
import { openToWrite, sendAndTell } from './sending.ts';
import { untilSignal } from './until-signal.ts';

/** `attempt` lines and a `summary`; exit 1 when any verdict is not `delivered`. Throws `Failure`: exit 2 or 3. */
export async function runTrigger(invocation: Invocation): Promise<ExitCode> {
  const { io } = invocation;
  const settings = readTriggerSettings(sourcesOf(invocation));
  const printer = createPrinter(settings, io);
  const { name, isCatalogued } = readTriggerName(invocation.operands[0] ?? '', otherBody(settings));
  const seed = settings.seed ?? randomBytes(4).toString('hex');
  const parcels = planTrigger({
    name,
    body: settings.body === null ? null : readBody(settings.body),
    records: settings.records,
    count: settings.count,
    settings: readSettings(settings.sets),
    url: handlerFor(name.event, settings),
    ownFixtures: settings.fixtures,
    seed,
    at: io.now(),
  });
  if (!isCatalogued) tellUncatalogued(name.event, io, printer);
  if (settings.records !== null || settings.faults.length > 0) tellSeed(seed, printer);
  const history = openToWrite(settings, io);
  try {
    return await untilSignal((signal) =>
      sendAndTell(parcels, history, {
        settings,
        io,
        printer,
        pace: { kind: 'max', atOnce: settings.concurrency },
        retries: settings.retries,
        speed: settings.speed,
        faults: createFaults({ faults: settings.faults, seed, now: io.now }),
        signal,
        withChanges: false,
      }),
    );
  } finally {
    history.close();
  }
}

function otherBody({ body, records }: TriggerSettings): string | null {
  if (body !== null) return '--body';
  return records === null ? null : '--records';
}

function readBody(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const reason = error instanceof Error ? printable(error.message) : '';
    throw mistake('body-file', `--body cannot be read: ${reason}.`);
  }
}

function handlerFor(event: string, { to, targets }: TriggerSettings): URL {
  const url = to ?? targetFor(targets, event)?.url;
  if (url !== undefined) return url;
  throw noHandler(event);
}

function tellUncatalogued(event: string, io: Io, printer: Printer): void {
  const text = `${event} is no event that upgates-dev knows; it is sent as given.`;
  const at = isoUtc(io.now());
  const notice: NoticeRecord = { kind: 'notice', at, level: 'warning', code: 'not-catalogued', text };
  printer.print(notice, () => [line(`note: ${text}`, 'repeat')]);
}

function tellSeed(seed: string, printer: Printer): void {
  printer.remark([line(`Seed ${seed}.`, 'dim')]);
}
