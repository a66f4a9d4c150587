/**
 * A gap on the screen and in reports: its time, and the verdict in a word with its tone.
 */
import type { GapVerdictKind } from '../../core/gap-verdict.ts';
import { gapWord } from '../../core/gap-words.ts';
import type { Instant } from '../../core/instant.ts';
import { span, type Line, type Tone } from './line.ts';
import { timeOfDay } from './time.ts';

const TONES: Readonly<Record<GapVerdictKind, Tone>> = {
  nothing: 'good',
  'will-repeat': 'repeat',
  unknown: 'warning',
  'may-be-missed': 'warning',
};

export interface GapShown {
  readonly from: Instant;
  readonly until: Instant;
  /** Null: the shop was not asked, or gave no answer. */
  readonly verdict: GapVerdictKind | null;
}

/** `14:02:10 to 14:22:31  may be missed`. */
export function gapHead({ from, until, verdict }: GapShown): Line {
  return [
    span(`${timeOfDay(from)} to ${timeOfDay(until)}  `, 'strong'),
    span(gapWord(verdict), verdict === null ? 'plain' : TONES[verdict]),
  ];
}
