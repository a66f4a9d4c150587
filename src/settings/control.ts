/**
 * The settings of `control`: which session or simulated shop is meant, and what is asked of it.
 */
import { parseDuration, type Millis } from '../core/instant.ts';
import { gather, type BaseSettings, type Sources } from './base.ts';
import { wrongValue } from './given.ts';
import { readSpeedText } from './pace.ts';
import { readReplayPace, type ReplayPace } from './replay.ts';
import { readTo } from './sending.ts';

export interface ControlSettings extends BaseSettings {
  /** The beginning of a session's id; null: to be found. */
  readonly session: string | null;
  readonly to: URL | null;
  /** `--set`, as given. */
  readonly sets: readonly string[];
  readonly records: number | null;
  readonly count: number;
  readonly retries: number;
  readonly last: number | null;
  readonly filter: string | null;
  readonly pace: ReplayPace;
  /** Where a list of changes begins; null: with the gaps. */
  readonly since: string | null;
  readonly pages: number;
  readonly dryRun: boolean;
  /** A record that is known is asked for all the same. */
  readonly anew: boolean;
  /** What the address that the shop leaves answers. */
  readonly form: (typeof MOVED_FORMS)[number];
  /** Of the shop's new address; null: any free one. */
  readonly port: number | null;
}

const MOVED_FORMS = ['body', 'location', 'both'] as const;

const MOST_RECORDS = 100_000;
const MOST_CALLS = 1_000_000;
const MOST_PAGES = 1000;

/** Throws `Failure` (exit 2) for anything wrong. */
export function readControlSettings(sources: Sources): ControlSettings {
  const { reader, base } = gather(sources);
  return {
    ...base,
    session: reader.text('session'),
    to: readTo(reader.given('to')),
    sets: reader.list('set'),
    records: reader.integer('records', { min: 0, max: MOST_RECORDS }),
    count: reader.integer('count', { min: 1, max: MOST_CALLS }) ?? 1,
    retries: reader.integer('retries', { min: 0, max: MOST_CALLS }) ?? 0,
    last: reader.integer('last', { min: 1, max: MOST_CALLS }),
    filter: reader.text('filter'),
    pace: readReplayPace(reader),
    since: reader.text('since'),
    pages: reader.integer('pages', { min: 1, max: MOST_PAGES }) ?? 1,
    dryRun: reader.isOn('dry-run'),
    anew: reader.isOn('anew'),
    form: reader.choice('form', MOVED_FORMS) ?? 'both',
    // What stands in a configuration is a session's own port.
    port: reader.given('port')?.rank === 0 ? reader.integer('port', { min: 0, max: 65_535 }) : null,
  };
}

/** The operand of `control speed`. Throws `Failure` (exit 2). */
export function readSpeedOperand(text: string): number | 'max' | 'manual' {
  const speed = text.trim() === 'manual' ? 'manual' : readSpeedText(text.trim());
  if (speed !== null) return speed;
  const given = { texts: [text], where: 'The speed', rank: 0, base: '' } as const;
  throw wrongValue(given, text, 'a number such as 1 or 300, max, or manual');
}

/** The operand of `control advance`. Throws `Failure` (exit 2). */
export function readAdvanceOperand(text: string): Millis {
  const by = parseDuration(text);
  if (by !== null && by > 0) return by;
  const given = { texts: [text], where: 'The time', rank: 0, base: '' } as const;
  throw wrongValue(given, text, 'a duration such as 30s, 5m or 12h');
}
