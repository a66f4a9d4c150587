/**
 * A shop put aside in the middle of anything goes on as if nothing had happened: property over random conversations.
 */
import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVENTS } from '../../src/core/events.ts';
import { MINUTE } from '../../src/core/instant.ts';
import type { Outcome } from '../../src/core/outcome.ts';
import { RULES, type RulesName } from '../../src/core/rules.ts';
import { readFault } from '../../src/faults/read-fault.ts';
import { createSimulatedShop, type SimulatedShop } from '../../src/simulate/shop.ts';
import { readShopState } from '../../src/simulate/state.ts';
import { callApi, subscribe } from './rest-client.ts';

const start = Date.UTC(2026, 10, 23, 9, 20);
const NAMES = ['Orders.create', 'Orders.update', 'Orders.delete', 'Products.update', 'Customers.create'] as const;

type Turn =
  | { readonly kind: 'happen'; readonly event: (typeof NAMES)[number]; readonly count: number }
  | { readonly kind: 'say'; readonly event: (typeof NAMES)[number]; readonly order: number }
  | { readonly kind: 'advance'; readonly by: number }
  | { readonly kind: 'subscribe'; readonly event: (typeof NAMES)[number] }
  | { readonly kind: 'switch'; readonly webhook: number; readonly active: boolean }
  | { readonly kind: 'delete'; readonly webhook: number }
  | { readonly kind: 'fault'; readonly spec: string };

const anyEvent = fc.constantFrom(...NAMES);
const anyTurn: fc.Arbitrary<Turn> = fc.oneof(
  fc.record({ kind: fc.constant('happen' as const), event: anyEvent, count: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant('say' as const), event: anyEvent, order: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant('advance' as const), by: fc.integer({ min: 0, max: 30 }) }),
  fc.record({ kind: fc.constant('advance' as const), by: fc.constantFrom(5, 10, 11 * 60) }),
  fc.record({ kind: fc.constant('subscribe' as const), event: anyEvent }),
  fc.record({ kind: fc.constant('switch' as const), webhook: fc.integer({ min: 1, max: 4 }), active: fc.boolean() }),
  fc.record({ kind: fc.constant('delete' as const), webhook: fc.integer({ min: 1, max: 4 }) }),
  fc.record({
    kind: fc.constant('fault' as const),
    // Such as do not depend on which of two calls of one instant went first: that is not kept.
    spec: fc.constantFrom('phase=before,status=503,for=7m', 'status=500,for=3m', 'event=Orders.update,status=404'),
  }),
);

interface Watched {
  readonly shop: SimulatedShop;
  readonly attempts: string[];
}

/** The handler's answer follows from what is sent and when: mostly wrong. */
function open(how: {
  readonly rules: RulesName;
  readonly gather: number;
  readonly saved?: string;
  readonly onSend?: () => void;
}): Watched {
  const attempts: string[] = [];
  const watched: Watched = {
    attempts,
    shop: createSimulatedShop({
      seed: 'resume',
      rules: RULES[how.rules],
      speed: 'manual',
      gather: how.gather * MINUTE,
      now: () => start,
      ...(how.saved === undefined ? {} : { saved: readShopState(how.saved) }),
      send(call): Promise<Outcome> {
        how.onSend?.();
        const digest = createHash('sha256').update(`${call.url} ${watched.shop.clock.now()}`).update(call.body);
        const status = digest.digest().readUInt8(0) < 200 ? 500 : 204;
        return Promise.resolve({ kind: 'answered', status, ms: 1 });
      },
      onAttempt({ delivery, number, event, webhook, url, body, outcome, fault }) {
        const minute = (watched.shop.clock.now() - start) / MINUTE;
        const told = { minute, delivery, number, event, webhook, url, body: body.toString(), outcome, fault };
        attempts.push(JSON.stringify(told));
      },
    }),
  };
  return watched;
}

async function play({ shop }: Watched, turn: Turn): Promise<void> {
  switch (turn.kind) {
    case 'happen': {
      const event = EVENTS.find(({ name }) => name === turn.event);
      if (event !== undefined) shop.trade.happen(event, turn.count);
      return;
    }
    case 'say':
      return void shop.emit(turn.event, { orders: [{ order_number: String(turn.order) }] });
    case 'advance':
      return await shop.clock.advance(turn.by * MINUTE);
    case 'subscribe':
      return void (await subscribe(shop, turn.event, `http://127.0.0.1/${turn.event}`));
    case 'switch':
      return void (await callApi(shop, 'PUT /webhooks', { body: { id: turn.webhook, active_yn: turn.active } }));
    case 'delete':
      return void (await callApi(shop, `DELETE /webhooks/${turn.webhook}`));
    case 'fault': {
      const reading = readFault(turn.spec);
      if (reading.kind === 'fault') shop.faults.add(reading.fault);
    }
  }
}

/** Until `turns` are through, and then until all that is under way has been told. */
async function playAll(watched: Watched, turns: readonly Turn[]): Promise<void> {
  for (const turn of turns) await play(watched, turn);
  await watched.shop.clock.advance(20 * MINUTE);
}

describe('a shop that was saved', () => {
  it('goes on when it was put aside while attempts were in flight', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 4 }), async (call, changes) => {
        const end = start + 60 * MINUTE;
        let calls = 0;
        const aside: { saved: string | null; earlier: number } = { saved: null, earlier: 0 };
        const original = open({
          rules: 'current',
          gather: 0,
          onSend() {
            calls += 1;
            if (calls !== call) return;
            aside.saved = JSON.stringify(original.shop.save());
            aside.earlier = original.attempts.length;
          },
        });
        for (const event of NAMES) await subscribe(original.shop, event, `http://127.0.0.1/${event}`);
        for (const order of [1, 2, 1]) await play(original, { kind: 'say', event: 'Orders.create', order });
        for (let minute = 0; minute < changes; minute += 1) {
          await original.shop.clock.advance(MINUTE);
          await play(original, { kind: 'say', event: 'Orders.update', order: 1 });
        }
        await original.shop.clock.advance(end - original.shop.clock.now());
        if (aside.saved === null || aside.earlier < changes + 3) return;
        const resumed = open({ rules: 'current', gather: 0, saved: aside.saved });
        await resumed.shop.clock.advance(end - resumed.shop.clock.now());
        expect(resumed.attempts.toSorted()).toEqual(original.attempts.slice(aside.earlier).toSorted());
        await Promise.all([original.shop.close(), resumed.shop.close()]);
      }),
      { numRuns: 100 },
    );
  });

  it('goes on as if nothing had happened, wherever it was put aside', async () => {
    const anyCase = fc.record({
      rules: fc.constantFrom<RulesName>('current', 'legacy'),
      gather: fc.constantFrom(0, 0, 3),
      before: fc.array(anyTurn, { maxLength: 12 }),
      after: fc.array(anyTurn, { maxLength: 8 }),
    });
    let told = 0;
    await fc.assert(
      fc.asyncProperty(anyCase, async ({ before, after, ...how }) => {
        const original = open(how);
        for (const event of NAMES.slice(0, 3)) await subscribe(original.shop, event, `http://127.0.0.1/${event}`);
        for (const turn of before) await play(original, turn);
        // A fault has counted the attempt in flight already, and counts it again when it is repeated.
        if (before.some(({ kind }) => kind === 'fault')) await original.shop.clock.advance(0);
        const saved = JSON.stringify(original.shop.save());
        const earlier = original.attempts.length;
        const resumed = open({ ...how, saved });
        expect(JSON.stringify(resumed.shop.save())).toBe(saved);
        await playAll(original, after);
        await playAll(resumed, after);
        expect(resumed.attempts.toSorted()).toEqual(original.attempts.slice(earlier).toSorted());
        told += resumed.attempts.length;
        await Promise.all([original.shop.close(), resumed.shop.close()]);
      }),
      { numRuns: 100 },
    );
    expect(told).toBeGreaterThan(100);
  });
});
