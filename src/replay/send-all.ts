/**
 * In which order and how fast parcels go out: `max` (so many at once), the pace they came in at, or so many a second.
 * They always start in their order; under `max` with one at a time each waits for the end of the one before.
 */
import { setMaxListeners } from 'node:events';
import type { Millis } from '../core/instant.ts';
import type { Parcel } from './parcel.ts';
import { rest } from './rest.ts';

export type SendPace =
  | { readonly kind: 'max'; readonly atOnce: number }
  | { readonly kind: 'original' }
  | { readonly kind: 'rate'; readonly perSecond: number };

export interface SendAll {
  readonly pace: SendPace;
  readonly signal: AbortSignal;
  readonly send: (parcel: Parcel, signal: AbortSignal) => Promise<void>;
}

/** Calls under way at once, however fast the pace: less than any system's limit on open files. */
const MOST_AT_ONCE = 200;

/** What a timer can hold; a longer wait is begun again. */
const LONGEST_TIMER: Millis = 2 ** 31 - 1;

/** Resolves when all is done or the signal has aborted. The first failure stops the rest and is thrown. */
export async function sendAll(parcels: readonly Parcel[], { pace, signal, send }: SendAll): Promise<void> {
  const failed = new AbortController();
  const stop = AbortSignal.any([signal, failed.signal]);
  // Every call under way listens to it; the warning is meant for leaks.
  setMaxListeners(0, stop);
  const underWay = new Set<Promise<void>>();
  const room = pace.kind === 'max' ? pace.atOnce : MOST_AT_ONCE;
  const starts = startsOf(parcels, pace);
  const startedAt = performance.now();
  const failures: unknown[] = [];
  for (const [index, parcel] of parcels.entries()) {
    await waitUntil(startedAt + (starts[index] ?? 0), stop);
    while (underWay.size >= room) await Promise.race(underWay);
    if (stop.aborted) break;
    const sending: Promise<void> = send(parcel, stop)
      .catch((error: unknown) => {
        failures.push(error);
        failed.abort();
      })
      .finally(() => underWay.delete(sending));
    underWay.add(sending);
  }
  await Promise.all(underWay);
  if (failures.length > 0) throw failures[0];
}

/** Milliseconds after the first, never falling. What has no time of its own goes with the one before. */
function startsOf(parcels: readonly Parcel[], pace: SendPace): readonly Millis[] {
  if (pace.kind === 'max') return [];
  if (pace.kind === 'rate') return parcels.map((_parcel, index) => (index * 1000) / pace.perSecond);
  const first = parcels.find(({ capturedAt }) => capturedAt !== null)?.capturedAt ?? 0;
  let latest = 0;
  return parcels.map(({ capturedAt }) => (latest = Math.max(latest, (capturedAt ?? first) - first)));
}

/** At a time of `performance.now()`. */
async function waitUntil(at: Millis, signal: AbortSignal): Promise<void> {
  for (let left = at - performance.now(); left > 0 && !signal.aborted; left = at - performance.now()) {
    await rest(Math.min(left, LONGEST_TIMER), signal);
  }
}
