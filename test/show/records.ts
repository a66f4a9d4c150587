/**
 * Records for the tests of what is shown; each can be changed in the fields a test is about.
 */
import type { AttemptRecord, EndRecord } from '../../src/core/record.ts';
import { isoUtc, type Instant } from '../../src/core/instant.ts';
import type { Line } from '../../src/show/present/line.ts';
import { lineText } from '../../src/show/present/line.ts';

/** Ten in the morning, on the wall clock of whatever machine this runs on. */
export const TEN: Instant = new Date(2026, 10, 23, 10, 0, 0).getTime();
export const AT: string = isoUtc(TEN);

export function attempt(change: Partial<AttemptRecord> = {}): AttemptRecord {
  return {
    kind: 'attempt',
    at: AT,
    id: 'abc.1',
    delivery: 'abc',
    number: 1,
    origin: 'shop',
    replayOf: null,
    webhook: 7,
    event: 'Orders.create',
    key: '9000211',
    bytes: 213,
    sha256: '00',
    url: 'http://localhost:3000/',
    handler: { status: 204, ms: 38.4 },
    answer: { status: 204, ms: 39 },
    shopMs: 40,
    policy: 'rescue',
    rules: 'current',
    fault: null,
    verdict: 'delivered',
    sure: true,
    withoutUs: 'delivered',
    why: 'Your handler answered 204 No Content. Upgates counts it as delivered.',
    hint: null,
    nextAttemptAt: null,
    linked: null,
    change: null,
    ...change,
  };
}

export function end(change: Partial<EndRecord> = {}): EndRecord {
  return {
    kind: 'end',
    at: AT,
    reason: 'quit',
    deliveries: 41,
    attempts: 44,
    verdicts: { delivered: 41, repeats: 2, timedOut: 1 },
    waiting: 0,
    queued: 0,
    webhooksRemoved: 3,
    webhooksLeft: 0,
    exit: 0,
    ...change,
  };
}

export function textsOf(lines: readonly Line[]): readonly string[] {
  return lines.map((line) => lineText(line).trimEnd());
}
