import { describe, expect, it } from 'vitest';
import { EVENTS } from '../../src/core/events.ts';
import { readPattern } from '../../src/core/pattern.ts';
import type { ApiClient } from '../../src/register/api-client.ts';
import { planRegistration, type RegistrationPlan } from '../../src/register/plan.ts';
import { clientOf, NOW, startShop, troubleOf, withFakeShop } from './workbench.ts';

withFakeShop();

const plan = (client: ApiClient, ...patterns: readonly string[]): Promise<RegistrationPlan> =>
  planRegistration({ readings: patterns.map(readPattern), client, now: () => NOW });

describe('a plan', () => {
  it('of up to five events costs no call and shows no price', async () => {
    const shop = startShop();
    const result = await plan(clientOf(), 'orders.*', 'Orders.create');
    expect(result).toEqual({
      events: [
        { event: 'Orders.create', isNamed: true },
        { event: 'Orders.update', isNamed: false },
        { event: 'Orders.delete', isNamed: false },
      ],
      price: { gets: 0, posts: 3, deletes: 1, total: 4 },
      notices: [],
    });
    expect(shop.calls).toEqual([]);
  });

  it('of more asks the shop once, skips what only a wildcard matched, and shows the price', async () => {
    const shop = startShop();
    shop.denied.add('Orders.create').add('Labels.delete');
    const result = await plan(clientOf(), '*');
    expect(shop.calls).toEqual(['GET /webhooks/events']);
    expect(result.events).toHaveLength(EVENTS.length - 2);
    expect(result.price).toEqual({ gets: 1, posts: 34, deletes: 1, total: 36 });
    expect(result.notices.map(({ code }) => code)).toEqual(['events-denied', 'api-price']);
    expect(result.notices[0]?.text).toContain('Orders.create, Labels.delete');
    expect(result.notices[1]?.text).toContain('36 API calls (1 GET, 34 POST, 1 DELETE at the end)');
  });

  it('fails with exit 3 when a denied event was named in full', async () => {
    startShop().denied.add('Orders.create');
    const { code, exit, message } = await troubleOf(plan(clientOf(), '*', 'Orders.create'));
    expect({ code, exit }).toEqual({ code: 'events-denied', exit: 3 });
    expect(message).toContain('Orders.create');
  });

  it('fails with exit 3 when none is left', async () => {
    const shop = startShop();
    for (const { name } of EVENTS) shop.denied.add(name);
    expect(await troubleOf(plan(clientOf(), '*.create'))).toMatchObject({ code: 'events-denied', exit: 3 });
  });

  it('takes an uncatalogued name as given, with a notice, and fails when the shop lacks it too', async () => {
    startShop();
    const result = await plan(clientOf(), 'Reviews.create');
    expect(result.events).toEqual([{ event: 'Reviews.create', isNamed: true }]);
    expect(result.notices).toEqual([expect.objectContaining({ code: 'event-uncatalogued', level: 'warning' })]);
    expect(await troubleOf(plan(clientOf(), 'Reviews.create', '*.delete'))).toMatchObject({ code: 'events-denied' });
  });

  it('is refused before any call when the calls known to be left do not cover it', async () => {
    const shop = startShop();
    shop.left = { hour: 4, day: 0 };
    const client = clientOf();
    await client.status();
    const { code, exit, message } = await troubleOf(plan(client, 'Orders.*'));
    expect({ code, exit }).toEqual({ code: 'api-calls-short', exit: 3 });
    expect(message).toContain('4 API calls (3 POST, 1 DELETE at the end), but only 3 are left');
    expect(message).toContain('2026-11-23 11:00 UTC');
    expect(shop.calls).toHaveLength(1);
    shop.left = { hour: 0, day: 5 };
    await client.status();
    expect((await plan(client, 'Orders.*')).price.total).toBe(4);
  });

  it('is refused after the question when only that told how few calls are left', async () => {
    const shop = startShop();
    shop.left = { hour: 7, day: 0 };
    const { code } = await troubleOf(plan(clientOf(), 'Orders.*', 'Labels.*'));
    expect({ code, calls: shop.calls }).toEqual({ code: 'api-calls-short', calls: ['GET /webhooks/events'] });
    shop.left = { hour: 8, day: 0 };
    expect((await plan(clientOf(), 'Orders.*', 'Labels.*')).price.total).toBe(8);
  });

  it('is a mistake of exit 2 when nothing is named or the name is unknown', async () => {
    startShop();
    expect(await troubleOf(plan(clientOf(), 'Ordres'))).toMatchObject({ code: 'unknown-event', exit: 2 });
    expect(await troubleOf(plan(clientOf()))).toMatchObject({ code: 'no-events', exit: 2 });
  });
});
