/**
 * The settings of `replay`.
 */
import { mistake } from '../core/failure.ts';
import { gather, type BaseSettings, type Sources } from './base.ts';
import { editorOf } from './editor.ts';
import { wrongValue, type Reader } from './given.ts';
import { readSending, type SendingSettings } from './sending.ts';

/** `max`: one after the other; `original`: as they came in; a number: so many a second. */
export type ReplayPace = 'max' | 'original' | number;

export interface ReplaySettings extends BaseSettings, SendingSettings {
  readonly last: number | null;
  /** An expression of the filter language, not read yet. */
  readonly filter: string | null;
  readonly edit: boolean;
  /** The user's editor; null when none is set. */
  readonly editor: string | null;
  readonly pace: ReplayPace;
  readonly dryRun: boolean;
}

const MOST = 1_000_000;
const FASTEST = 1000;

/** Throws `Failure` (exit 2) for anything wrong. */
export function readReplaySettings(sources: Sources): ReplaySettings {
  const { reader, base } = gather(sources);
  const { env } = sources;
  const edit = reader.isOn('edit');
  const editor = editorOf(env);
  if (edit && editor === null) {
    throw mistake('no-editor', '--edit needs an editor, and neither EDITOR nor VISUAL is set.', 'Such as EDITOR=vim.');
  }
  return {
    ...base,
    ...readSending(reader),
    last: reader.integer('last', { min: 1, max: MOST }),
    filter: reader.text('filter'),
    edit,
    editor,
    pace: readReplayPace(reader),
    dryRun: reader.isOn('dry-run'),
  };
}

/** `--pace`. Throws `Failure` (exit 2). */
export function readReplayPace(reader: Reader): ReplayPace {
  const given = reader.given('pace');
  const text = given?.texts.at(-1)?.trim();
  if (given === null || text === undefined || text === 'max') return 'max';
  if (text === 'original') return 'original';
  const rate = Number(/^(\d+(?:\.\d+)?)\/s$/.exec(text)?.[1] ?? Number.NaN);
  if (rate > 0 && rate <= FASTEST) return rate;
  throw wrongValue(given, text, `max, original or so many a second, such as 50/s, at most ${FASTEST}/s`);
}
