/**
 * The settings of `trigger`.
 */
import { mistake } from '../core/failure.ts';
import type { Fault } from '../faults/fault.ts';
import { gather, type BaseSettings, type Sources } from './base.ts';
import { readFaults } from './faults.ts';
import { fixturesFolder } from './fixtures.ts';
import type { Reader } from './given.ts';
import { readPace } from './pace.ts';
import { readSending, type SendingSettings } from './sending.ts';

export interface TriggerSettings extends BaseSettings, SendingSettings {
  readonly fixtures: string;
  /** A file whose bytes are sent as they are. */
  readonly body: string | null;
  readonly records: number | null;
  readonly count: number;
  /** Calls under way at once. */
  readonly concurrency: number;
  /** Repeats after the first attempt. */
  readonly retries: number;
  /** How fast the waits between repeats pass. */
  readonly speed: number | 'max';
  /** Between the handler and us. */
  readonly faults: readonly Fault[];
  readonly seed: string | null;
}

const MOST_RECORDS = 100_000;
const MOST_CALLS = 1_000_000;
const MOST_AT_ONCE = 500;

/** Throws `Failure` (exit 2) for anything wrong. */
export function readTriggerSettings(sources: Sources): TriggerSettings {
  const { reader, base } = gather(sources);
  refuseTwoBodies(reader);
  return {
    ...base,
    ...readSending(reader),
    fixtures: fixturesFolder(reader, { cwd: sources.cwd, configFile: base.configFile }),
    body: reader.path('body'),
    records: reader.integer('records', { min: 0, max: MOST_RECORDS }),
    count: reader.integer('count', { min: 1, max: MOST_CALLS }) ?? 1,
    concurrency: reader.integer('concurrency', { min: 1, max: MOST_AT_ONCE }) ?? 1,
    retries: reader.integer('retries', { min: 0, max: MOST_CALLS }) ?? 0,
    speed: reader.given('speed') === null ? 'max' : readPace(reader).speed,
    faults: readFaults(reader),
    seed: reader.text('seed'),
  };
}

function refuseTwoBodies(reader: Reader): void {
  if (reader.given('body') === null || reader.given('records') === null) return;
  throw mistake('two-bodies', '--body and --records cannot go together.', 'Leave one out.');
}
