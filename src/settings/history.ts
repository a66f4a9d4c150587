/**
 * The settings of `history export`, `history prune` and of following the list.
 */
import { DAY, parseDuration, type Millis } from '../core/instant.ts';
import { gather, type BaseSettings, type Sources } from './base.ts';
import { knownSecrets } from './fixtures.ts';
import { readTargets } from './forward.ts';
import { wrongValue, type Reader } from './given.ts';

export type ExportFormat = 'json' | 'curl' | 'fixture';

export const EXPORT_FORMATS: readonly ExportFormat[] = ['json', 'curl', 'fixture'];

export interface ExportSettings extends BaseSettings {
  /** Null: said by an operand, or by nothing. */
  readonly format: ExportFormat | null;
  /** Where a curl command sends to; null: where it went then. */
  readonly to: URL | null;
  readonly targets: ReturnType<typeof readTargets>;
  readonly mask: boolean;
  readonly secrets: readonly string[];
}

/** Throws `Failure` (exit 2) for anything wrong. */
export function readExportSettings(sources: Sources): ExportSettings {
  const { reader, variables, base } = gather(sources);
  return {
    ...base,
    format: reader.choice('format', EXPORT_FORMATS),
    to: readTargets(reader.given('to')).at(-1)?.url ?? null,
    targets: readTargets(reader.given('forward')),
    mask: reader.isOn('mask'),
    secrets: knownSecrets(variables),
  };
}

export interface PruneSettings extends BaseSettings {
  readonly olderThan: Millis;
  /** In bytes. */
  readonly maxSize: number;
  readonly yes: boolean;
  readonly dryRun: boolean;
  /** Whether a question can be asked. */
  readonly canAsk: boolean;
}

/** What retention keeps by itself. */
const KEPT_AGE: Millis = 7 * DAY;
const KEPT_BYTES = 500_000_000;

/** Throws `Failure` (exit 2) for anything wrong. */
export function readPruneSettings(sources: Sources): PruneSettings {
  const { reader, base } = gather(sources);
  const isAll = reader.isOn('all');
  return {
    ...base,
    olderThan: isAll ? 0 : readAge(reader),
    maxSize: isAll ? 0 : readSize(reader),
    yes: reader.isOn('yes'),
    dryRun: reader.isOn('dry-run'),
    canAsk: sources.isTty.stdin && sources.isTty.stdout && !base.json,
  };
}

/** Longer than other durations may be: no timer has to hold it. */
function readAge(reader: Reader): Millis {
  const given = reader.given('older-than');
  const text = given?.texts.at(-1);
  if (given === null || text === undefined) return KEPT_AGE;
  const age = parseDuration(text);
  if (age !== null && age > 0) return age;
  throw wrongValue(given, text, 'a time such as 12h, 7d or 90d');
}

const UNITS: ReadonlyMap<string, number> = new Map([
  ['b', 1],
  ['kb', 1000],
  ['mb', 1_000_000],
  ['gb', 1_000_000_000],
]);

function readSize(reader: Reader): number {
  const given = reader.given('max-size');
  const text = given?.texts.at(-1)?.trim();
  if (given === null || text === undefined) return KEPT_BYTES;
  const match = /^(\d+(?:\.\d+)?)\s*(b|kb|mb|gb)$/i.exec(text);
  const unit = UNITS.get((match?.[2] ?? '').toLowerCase());
  if (match?.[1] !== undefined && unit !== undefined) return Math.round(Number(match[1]) * unit);
  throw wrongValue(given, text, 'a size such as 200MB or 1.5GB');
}

export interface FollowSettings {
  readonly follow: boolean;
}

export function readFollow(sources: Sources): FollowSettings {
  return { follow: gather(sources).reader.isOn('follow') };
}
