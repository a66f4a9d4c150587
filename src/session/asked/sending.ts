/**
 * Calls of our own to the handler, in a running session: into its history, under its rules, told like all attempts.
 * In: parcels. Out: the counts, and one sentence about them.
 */
import type { FaultSet } from '../../faults/fault-set.ts';
import { sendParcels, type SendingOptions } from '../../replay/send-parcels.ts';
import type { Parcel } from '../../replay/parcel.ts';
import { readTo } from '../../settings/sending.ts';
import { createShopClock } from '../../simulate/clock/clock.ts';
import type { Answered, Asking, SendingCounts } from '../intention.ts';
import type { Means } from './means.ts';

/** One intention being carried out. */
export interface Errand {
  readonly means: Means;
  readonly asking: Asking;
  /** Aborted when whoever asked no longer wants it, and when the session ends. */
  readonly signal: AbortSignal;
}

export interface Wanted extends Pick<SendingOptions, 'pace' | 'retries'> {
  readonly faults: Pick<FaultSet, 'choose'>;
}

/** Repeats wait on the simulated shop's clock; a real shop has none for us, and they follow at once. Throws `Failure` (exit 3). */
export async function send(
  parcels: readonly Parcel[],
  { means, asking, signal }: Errand,
  { pace, retries, faults }: Wanted,
): Promise<Answered> {
  const { plan, now, history, shop, countdowns, emit } = means;
  const ownClock = shop.simulated === null ? createShopClock({ speed: 'max', now }) : null;
  try {
    const tally = await sendParcels(parcels, {
      history,
      rules: plan.rules,
      clock: shop.simulated?.clock ?? ownClock ?? createShopClock({ speed: 'max', now }),
      retries,
      pace,
      calling: { headers: plan.headers, insecure: plan.insecure, pristine: plan.pristine, faults },
      now,
      signal,
      onWaiting: (attempt, dueAt) => countdowns.await(attempt, dueAt),
      onAttempt(record) {
        emit(record);
        asking.onRecord?.(record);
      },
    });
    const counts = { ...tally.sent(), ...tally.changes() };
    return { kind: 'done', text: countsText(counts, signal.aborted), counts };
  } finally {
    ownClock?.close();
  }
}

/** `1 call: 1 delivered (fixed).`, `3 calls: 2 delivered, 1 repeats (1 fixed, 2 unchanged).` */
export function countsText(counts: SendingCounts, wasStopped: boolean): string {
  const { sent, delivered, repeats, timedOut, fixed, regressed, unchanged } = counts;
  const stopped = wasStopped ? 'Stopped. ' : '';
  if (sent === 0) return `${stopped}Nothing was sent.`;
  const verdicts = named({ delivered, repeats, 'timed-out': timedOut });
  const changes = named({ fixed, regressed, unchanged });
  const alone = changes.length === 1 && sent === 1 ? changes.map((text) => text.replace(/^1 /, '')) : changes;
  const against = alone.length === 0 ? '' : ` (${alone.join(', ')})`;
  return `${stopped}${sent} ${sent === 1 ? 'call' : 'calls'}: ${verdicts.join(', ')}${against}.`;
}

function named(counts: Readonly<Record<string, number>>): readonly string[] {
  return Object.entries(counts).flatMap(([word, count]) => (count === 0 ? [] : [`${count} ${word}`]));
}

/** `--to` as an address. Throws `Failure` (exit 2) when it is none. */
export function addressOf(to: string | null): URL | null {
  return to === null ? null : readTo({ texts: [to], where: '--to', rank: 0, base: '' });
}
