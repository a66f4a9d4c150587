/**
 * What a screen shows of gaps: those of this session, what listing costs, and what was listed.
 */
import type { Gap } from '../../core/gap.ts';
import type { GapVerdict } from '../../core/gap-verdict.ts';
import type { Instant } from '../../core/instant.ts';

export interface GapView extends Gap {
  /** Null: the shop was not asked, or gave no answer. */
  readonly verdict: GapVerdict | null;
  /** What it means, or why it is not known. */
  readonly text: string;
}

export interface MissedView {
  readonly event: string;
  readonly id: string;
  /** What people know it by; raw. */
  readonly key: string;
  /** When it happened, on our clock; null where the shop does not tell. */
  readonly changedAt: Instant | null;
  readonly isPlayed: boolean;
}

export interface ListingView {
  readonly at: Instant;
  readonly since: Instant;
  readonly missed: readonly MissedView[];
  /** Changes in that time that did come here, or were played. */
  readonly known: number;
  /** Of each list, and whether there are more. */
  readonly pages: number;
  readonly isCut: boolean;
  /** What remains to be said: pages that were not fetched, lists that failed. */
  readonly remarks: readonly string[];
}

export interface GapsView {
  /** Oldest first. */
  readonly gaps: readonly GapView[];
  /** That can be asked for what has changed: a page of each is an API call. */
  readonly lists: readonly string[];
  /** What no list can tell, as a sentence; empty: nothing. */
  readonly blind: string;
  readonly listing: ListingView | null;
}
