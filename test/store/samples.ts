/** Attempts to write into a history, and histories to write into. */
import { createHash } from 'node:crypto';
import type { Received, Settled } from '../../src/store/told.ts';
import { historyOf, type History } from '../../src/store/history.ts';
import { openDatabase } from '../../src/store/sqlite.ts';

export const NOON: number = Date.UTC(2026, 10, 23, 12);

export function sha256(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('hex');
}

export type ReceivedChange = Partial<Omit<Received, 'body' | 'sha256'>> & { readonly body?: Uint8Array | string };

export function received(change: ReceivedChange = {}): Received {
  const body = Buffer.from(change.body ?? '{"orders":[{"order_number":"9000021"}]}');
  return {
    at: NOON,
    origin: 'shop',
    event: 'Orders.create',
    webhook: 1,
    key: '9000021',
    headers: [['Host', 'example.test']],
    url: 'http://localhost:3000/',
    policy: 'rescue',
    rules: 'current',
    link: { kind: 'new' },
    replayOf: null,
    ...change,
    body,
    sha256: sha256(body),
  };
}

export function settled(attempt: string, change: Partial<Settled> = {}): Settled {
  return {
    attempt,
    at: NOON + 100,
    handler: { status: 200, ms: 42.5 },
    handlerAnswer: null,
    answer: { status: 200, ms: 43 },
    shopMs: 80.25,
    policy: 'rescue',
    verdict: 'delivered',
    sure: true,
    withoutUs: 'delivered',
    why: 'Your handler answered 200 OK.',
    hint: null,
    fault: null,
    nextAttemptAt: null,
    linked: null,
    change: null,
    ...change,
  };
}

/** What the shop will repeat. */
export function failed(attempt: string, change: Partial<Settled> = {}): Settled {
  return settled(attempt, {
    handler: { status: 500, ms: 10 },
    answer: { status: 500, ms: 11 },
    verdict: 'repeats',
    withoutUs: 'repeats',
    nextAttemptAt: NOON + 300_000,
    ...change,
  });
}

/** A history that is nowhere on the disk. */
export function historyInMemory(session: string | null = 'now', now: () => number = () => NOON): History {
  return historyOf(openDatabase(':memory:'), now, session);
}

/** Writes a call and its settling; tells the delivery's id. */
export function keep(history: History, change: ReceivedChange = {}, how: Partial<Settled> = {}): string {
  const { delivery, attempt } = history.received(received(change));
  history.settled(settled(attempt, how));
  return delivery;
}
