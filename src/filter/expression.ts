/**
 * A filter as a tree of our own: what `readFilter` makes, and what `toSql` and `toPredicate` both walk.
 * A test says what must hold of one delivery; a test on a value that is not there does not hold.
 */
import type { Instant, Millis } from '../core/instant.ts';

export type Expression =
  /** The empty filter. */
  | { readonly kind: 'all' }
  | { readonly kind: 'and'; readonly parts: readonly Expression[] }
  | { readonly kind: 'or'; readonly parts: readonly Expression[] }
  | { readonly kind: 'not'; readonly part: Expression }
  | FieldTest;

export type NumberField = 'status' | 'ms' | 'attempt' | 'bytes';
export type WordField = 'verdict' | 'withoutUs' | 'origin';
export type TextField = 'key' | 'body' | 'fault';
export type TimeField = 'since' | 'until';

export interface NumberRange {
  readonly from: number | null;
  readonly to: number | null;
  readonly includesFrom: boolean;
  readonly includesTo: boolean;
}

export type Moment =
  { readonly kind: 'ago'; readonly millis: Millis } | { readonly kind: 'at'; readonly instant: Instant };

export type FieldTest =
  /** An event's name or a pattern with `*`, whatever the case. */
  | { readonly kind: 'event'; readonly pattern: string }
  | { readonly kind: 'word'; readonly field: WordField; readonly value: string }
  | { readonly kind: 'number'; readonly field: NumberField; readonly range: NumberRange }
  | { readonly kind: 'id'; readonly prefix: string }
  /** The pieces occur in this order: `TRICKO*M` is two of them, a text without a star is one. */
  | { readonly kind: 'text'; readonly field: TextField; readonly pieces: readonly string[] }
  | { readonly kind: 'time'; readonly field: TimeField; readonly moment: Moment }
  | { readonly kind: 'marked'; readonly value: boolean };

/** A duration counts back from `now`. */
export function instantOf(moment: Moment, now: Instant): Instant {
  return moment.kind === 'ago' ? now - moment.millis : moment.instant;
}
