/**
 * A gap: a time in which calls of the shop may not have reached us, since this machine slept, the way in was dead, or no
 * session ran. In: gaps as they end. Out: the same ones without overlap, and what to call them.
 * An answer of our own that asks for a repeat (a full disk, a store that fails) makes no gap: that call comes again.
 */
import { HOUR, MINUTE, SECOND, type Instant, type Millis } from './instant.ts';

export type GapCause = 'slept' | 'tunnel-down' | 'restart';

/** In the order in which they are told. */
const CAUSES: readonly GapCause[] = ['restart', 'slept', 'tunnel-down'];

export interface Gap {
  /** The last moment at which calls were known to arrive. */
  readonly from: Instant;
  /** The first at which they were again. */
  readonly until: Instant;
  readonly causes: readonly GapCause[];
}

/** All gaps with one more, oldest first; those that overlap or touch are one. A gap of no length adds nothing. */
export function addGap(gaps: readonly Gap[], added: Gap): readonly Gap[] {
  if (added.until <= added.from) return gaps;
  const touching = gaps.filter((gap) => gap.from <= added.until && gap.until >= added.from);
  const others = gaps.filter((gap) => !touching.includes(gap));
  const merged: Gap = {
    from: Math.min(added.from, ...touching.map(({ from }) => from)),
    until: Math.max(added.until, ...touching.map(({ until }) => until)),
    causes: CAUSES.filter((cause) => [added, ...touching].some(({ causes }) => causes.includes(cause))),
  };
  return [...others, merged].toSorted((a, b) => a.from - b.from);
}

const WORDS: Readonly<Record<GapCause, string>> = {
  restart: 'no session ran',
  slept: 'this machine slept',
  'tunnel-down': 'the public address was dead',
};

/** `the 20 min in which this machine slept`. */
export function nameGap({ from, until, causes }: Gap): string {
  return `the ${lengthText(until - from)} in which ${causes.map((cause) => WORDS[cause]).join(' and ')}`;
}

/** As a person would say it: `40 s`, `20 min`, `3 h 5 min`. */
export function lengthText(millis: Millis): string {
  if (millis < 100 * SECOND) return `${Math.max(1, Math.round(millis / SECOND))} s`;
  const minutes = Math.round(millis / MINUTE);
  if (millis < 100 * MINUTE) return `${minutes} min`;
  const rest = minutes % 60;
  return `${Math.floor((minutes * MINUTE) / HOUR)} h${rest === 0 ? '' : ` ${rest} min`}`;
}
