/**
 * A history as a developer has it after weeks: written by the store itself, as a session writes it. Most delivered, some
 * repeated, some too slow.
 */
import { createHash } from 'node:crypto';
import { recordKeys } from '../src/core/envelope.ts';
import { findEvent, type EventDefinition } from '../src/core/events.ts';
import type { HeaderList } from '../src/core/outcome.ts';
import { createRandom, type Random } from '../src/core/random.ts';
import { openHistory, type History } from '../src/store/history.ts';
import type { Settled } from '../src/store/told.ts';
import { shopBody } from './order-body.ts';

export interface LongHistory {
  /** Of a delivery in the middle. */
  readonly id: string;
  /** Stands in the body of the oldest delivery and nowhere else. */
  readonly rareText: string;
}

const EVENTS = ['Orders.create', 'Orders.update', 'Orders.update', 'Products.update', 'Customers.create'] as const;
const BETWEEN_CALLS = 5000;
const RARE = 'needle-of-the-oldest';
const HEADERS: HeaderList = [
  ['Host', 'k3v6a7q2xjmzyt5hgnwbcdl4pr.loca.lt'],
  ['User-Agent', 'Upgates/2.0'],
  ['Content-Type', 'application/json'],
  ['Accept', '*/*'],
  ['X-Forwarded-For', '203.0.113.9'],
  ['X-Forwarded-Proto', 'https'],
  ['Authorization', '…'],
];

/** Writes `count` deliveries into a new history in `dir`; every twentieth has three attempts. */
export function writeLongHistory(dir: string, count: number): LongHistory {
  const now = Date.now();
  const history = openHistory({ dir, now: () => now, session: 'bench' });
  const random = createRandom('long history');
  let middle = '';
  for (let index = 0; index < count; index += 1) {
    const at = now - (count - index) * BETWEEN_CALLS;
    const id = keepDelivery(history, { random, at, index });
    if (index === Math.floor(count / 2)) middle = id;
  }
  history.close();
  return { id: middle, rareText: RARE };
}

interface Turn {
  readonly random: Random;
  readonly at: number;
  readonly index: number;
}

/** Tells its id. */
function keepDelivery(history: History, { random, at, index }: Turn): string {
  const event = eventOf(random);
  const text = shopBody(event, { random, at, index, projectName: index === 0 ? RARE : 'demoshop' });
  const body = Buffer.from(text);
  const { label: key } = recordKeys(event.name, text);
  const attempts = index % 20 === 0 ? 3 : 1;
  let delivery: string | null = null;
  for (let number = 1; number <= attempts; number += 1) {
    const kept = history.received({
      at: at + number,
      origin: 'shop',
      event: event.name,
      webhook: 1,
      key,
      sha256: createHash('sha256').update(body).digest('hex'),
      body,
      headers: HEADERS,
      url: 'http://localhost:3000/webhooks',
      policy: 'rescue',
      rules: 'current',
      link: delivery === null ? { kind: 'new' } : { kind: 'repeat', delivery, sure: true, notice: null },
      replayOf: null,
    });
    delivery = kept.delivery;
    history.settled(settledAs(kept.attempt, { status: number < attempts ? 500 : statusOf(random), at }));
  }
  return delivery ?? '';
}

function eventOf(random: Random): EventDefinition {
  const event = findEvent(random.pick(EVENTS));
  if (event === undefined) throw new Error('an event of the bench is not in the catalogue');
  return event;
}

function statusOf(random: Random): number {
  return random.chance(0.97) ? 200 : random.pick([201, 422, 500]);
}

function settledAs(attempt: string, { status, at }: { readonly status: number; readonly at: number }): Settled {
  const verdict = status === 200 ? 'delivered' : 'repeats';
  return {
    attempt,
    at: at + 40,
    handler: { status, ms: 31.4 },
    handlerAnswer: { headers: [['Content-Type', 'application/json']], body: Buffer.from('{"ok":true}') },
    answer: { status, ms: 32.1 },
    shopMs: 84.7,
    policy: 'rescue',
    verdict,
    sure: true,
    withoutUs: verdict,
    why: `Your handler answered ${status}. Only 200 and 204 are right answers: Upgates sends it again every 5 minutes.`,
    hint: status === 200 ? null : 'The handler failed. Its log has the reason.',
    fault: null,
    nextAttemptAt: null,
    linked: null,
    change: null,
  };
}
