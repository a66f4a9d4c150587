/**
 * When the shop comes again, after its clock was set or stepped. In: what the simulated shop says of its own waits.
 * Out: the same times in history, where screens count down from them, and in the chains, which notice what did not come.
 * A delivery here and one at the shop are known for the same by what all repeats are: webhook and bytes.
 */
import { createHash } from 'node:crypto';
import { Failure } from '../../core/failure.ts';
import type { Instant } from '../../core/instant.ts';
import type { SessionRecord } from '../../core/record.ts';
import type { SimulatedShop } from '../../simulate/shop.ts';
import type { HistoryRepeats, Replanned, WaitingChain } from '../../store/repeats.ts';
import type { Chains } from './chains.ts';
import type { Pace } from './pace.ts';

export interface Countdowns {
  /** The shop's clock was set or stepped. */
  follow(): void;
  /** Before a record is told: an attempt that was under way meanwhile was given the time of the clock before. */
  correct(record: SessionRecord): void;
  /** A repeat of our own waits on the shop's clock until `dueAt`; what it returns is called when it no longer does. */
  await(attempt: string, dueAt: Instant): () => void;
}

export interface CountdownsOptions {
  /** Null: a real shop, whose clock nobody sets. */
  readonly shop: Pick<SimulatedShop, 'pending' | 'clock'> | null;
  readonly session: string;
  readonly history: Pick<HistoryRepeats, 'waiting' | 'replan'>;
  readonly chains: Pick<Chains, 'expect'>;
  readonly pace: Pick<Pace, 'grace'>;
  readonly now: () => Instant;
  readonly log: (text: string) => void;
}

export function createCountdowns(options: CountdownsOptions): Countdowns {
  const { shop, now, log } = options;
  /** Our own repeats, by attempt, with their time on the shop's clock. */
  const own = new Map<string, Instant>();
  let changedAt: Instant = -Infinity;
  const replan = (): void => {
    if (shop === null) return;
    try {
      replanAll(shop, own, options);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      // The shop keeps its time all the same; what is shown of it is made good with the next change.
      log(`countdowns not rewritten: ${error.message}`);
    }
  };
  return {
    follow() {
      changedAt = now();
      replan();
    },
    correct(record) {
      const isRepeated = record.kind === 'attempt' && record.origin === 'shop' && record.verdict === 'repeats';
      if (isRepeated && Date.parse(record.at) <= changedAt) replan();
    },
    await(attempt, dueAt) {
      own.set(attempt, dueAt);
      return () => own.delete(attempt);
    },
  };
}

type Ours = ReadonlyMap<string, Instant>;

function replanAll(shop: NonNullable<CountdownsOptions['shop']>, own: Ours, options: CountdownsOptions): void {
  const { history, chains, pace, session } = options;
  const dues = duesOf(shop);
  const waiting = history.waiting(session).filter((chain) => dues.has(nameOf(chain)));
  const ours = [...own].map(([attempt, dueAt]) => planOf(attempt, shop.clock.wallTimeOf(dueAt)));
  const theirs = waiting.map((chain): Replanned => {
    const { delivery, attempts: number } = chain;
    return { delivery, number, nextAttemptAt: dues.get(nameOf(chain)) ?? null };
  });
  history.replan([...theirs, ...ours]);
  for (const { delivery, nextAttemptAt } of theirs) {
    chains.expect(delivery, { dueAt: nextAttemptAt, grace: pace.grace() });
  }
}

/** Of two with the same bytes the first to come counts: it is the one that will be taken for the repeat. */
function duesOf(shop: Pick<SimulatedShop, 'pending'>): ReadonlyMap<string, Instant | null> {
  const dues = new Map<string, Instant | null>();
  for (const { webhook, body, repeatAt } of shop.pending()) {
    const name = nameOf({ webhook, sha256: createHash('sha256').update(body).digest('hex') });
    const known = dues.get(name);
    if (known === undefined || known === null || (repeatAt !== null && repeatAt < known)) dues.set(name, repeatAt);
  }
  return dues;
}

function nameOf({ webhook, sha256 }: Pick<WaitingChain, 'webhook' | 'sha256'>): string {
  return `${webhook ?? ''}/${sha256}`;
}

/** Takes `<delivery>.<number>` apart. */
function planOf(attempt: string, nextAttemptAt: Instant | null): Replanned {
  const dot = attempt.lastIndexOf('.');
  return { delivery: attempt.slice(0, dot), number: Number(attempt.slice(dot + 1)), nextAttemptAt };
}
