import { expect, it } from 'vitest';
import type { DeliveryState } from '../../../src/core/delivery.ts';
import { MINUTE } from '../../../src/core/instant.ts';
import { RULES } from '../../../src/core/rules.ts';
import { createShopClock, type ShopSpeed } from '../../../src/simulate/clock/clock.ts';
import { describePending } from '../../../src/simulate/deliver/pending.ts';
import { createWebhookBook } from '../../../src/simulate/deliver/webhook-book.ts';

const start = Date.UTC(2026, 10, 23, 9);
const body = Buffer.from('{}');

function describeAt(speed: ShopSpeed, state: DeliveryState): object {
  const clock = createShopClock({ speed, now: () => start });
  const rules = RULES.current;
  const webhooks = createWebhookBook({ rules, clock, withdraw: () => undefined });
  const { id: webhook } = webhooks.create({
    name: 'one',
    url: 'http://127.0.0.1/',
    event: 'Orders.create',
    active: true,
  });
  const { nextAttemptAt, repeatAt } = describePending(
    { clock, rules, webhooks },
    {
      id: 'shop-1',
      event: 'Orders.create',
      webhook,
      body,
      step: 1,
      subjects: [],
      state,
      cancelWake: () => undefined,
      turn: 0,
    },
  );
  clock.close();
  return { nextAttemptAt, repeatAt };
}

const waiting: DeliveryState = { kind: 'waiting', attempts: 1, dueAt: start + 5 * MINUTE };
const inFlight: DeliveryState = { kind: 'in-flight', attempts: 1, sentAt: start, withdrawn: null };

it.each([
  [1, waiting, start + 5 * MINUTE, start + 5 * MINUTE],
  [300, waiting, start + 1000, start + 1000],
  ['max', waiting, null, null],
  ['manual', waiting, null, null],
  [1, { ...waiting, attempts: 0 }, null, null],
  [1, inFlight, null, start + 5 * MINUTE],
  ['manual', inFlight, null, null],
] as const)('at speed %s, %j: next %s, repeated %s', (speed, state, ...[nextAttemptAt, repeatAt]) => {
  expect(describeAt(speed, state)).toEqual({ nextAttemptAt, repeatAt });
});
