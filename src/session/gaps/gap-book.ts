/**
 * The gaps of a session. In: gaps as they end, and what was found out about them. Out: all of them, those that overlap as
 * one; one that has grown is to be judged anew.
 */
import { addGap, type Gap } from '../../core/gap.ts';
import type { GapVerdict } from '../../core/gap-verdict.ts';
import type { ShopClock } from '../../core/shop-clock.ts';

export interface KnownGap extends Gap {
  /** The shop's clock beside ours, as it was told before the gap. */
  readonly clock: ShopClock;
  /** Null: not judged yet. */
  readonly verdict: GapVerdict | null;
  /** What is known of it, or why nothing is. */
  readonly text: string;
}

export interface GapBook {
  /** Oldest first. */
  all(): readonly KnownGap[];
  unjudged(): readonly KnownGap[];
  add(gap: Gap, clock: ShopClock): void;
  /** One that was judged by other webhooks than those of this session: it stays by itself. */
  addJudged(gap: KnownGap): void;
  /** One that has grown meanwhile stays unjudged. */
  judge(gap: KnownGap, verdict: GapVerdict | null, text: string): void;
}

/** Far more than anybody looks at. */
const MOST_GAPS = 50;

export function createGapBook(): GapBook {
  let alone: readonly KnownGap[] = [];
  let own: readonly KnownGap[] = [];
  const all = (): readonly KnownGap[] => [...alone, ...own];
  return {
    all,
    unjudged: () => own.filter(({ verdict }) => verdict === null),
    add(gap, clock) {
      const known = new Map<Gap, KnownGap>(own.map((one) => [one, one]));
      const next = addGap(own, gap).map((one) => known.get(one) ?? { ...one, clock, verdict: null, text: '' });
      own = next.slice(-MOST_GAPS);
    },
    addJudged(gap) {
      alone = [...alone, gap];
    },
    judge(gap, verdict, text) {
      own = own.map((one) => (one === gap ? { ...one, verdict, text } : one));
    },
  };
}
