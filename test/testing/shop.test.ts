import { describe, expect, it, vi } from 'vitest';
import { createShop } from '../../src/testing.ts';
import { authorizationOf, openHandler, openShop, play, WRONG, wrongFor } from './play.ts';

describe('emit', () => {
  it('resolves to the first delivery, judged', async () => {
    const { shop, handler } = await play();
    const delivery = await shop.emit('Orders.create');
    expect(delivery).toMatchObject({ event: 'Orders.create', verdict: 'delivered', isPending: false });
    expect(delivery?.attempts).toHaveLength(1);
    expect(handler.calls.map((call) => call.body.toString())).toEqual([delivery?.text]);
  });

  it('resolves to null when nobody subscribed', async () => {
    const { shop } = await play('Orders.create');
    expect(await shop.emit('Products.create')).toBeNull();
    expect(shop.deliveries).toEqual([]);
  });

  it('waits for the first attempts of all deliveries', async () => {
    const { shop } = await play('Orders.create');
    const other = await openHandler(WRONG);
    await shop.subscribe('Orders.create', other.url);
    const first = await shop.emit('Orders.create');
    expect(shop.deliveries.map(({ verdict }) => verdict)).toEqual(['delivered', 'repeats']);
    expect(first).toBe(shop.deliveries[0]);
    expect(shop.pending).toEqual([shop.deliveries[1]]);
  });

  it('sends what was given and makes up the rest', async () => {
    const { shop } = await play();
    const delivery = await shop.emit('Orders.create', [{ order_number: '9000011', note: 'gift' }]);
    expect(delivery?.key).toBe('9000011');
    expect(delivery?.body).toEqual({
      project_name: 'demoshop',
      orders: [
        {
          order_number: '9000011',
          creation_time: '2026-11-23T11:00:00+01:00',
          status_id: expect.any(Number),
          status: expect.any(String),
          note: 'gift',
        },
      ],
    });
  });

  it('sends at most 5000 records in a call, the rest in the next', async () => {
    const { shop } = await play('Products.create');
    const products = Array.from({ length: 12_000 }, (_, index) => ({ code: `P${index}` }));
    await shop.emit('Products.create', products);
    const sent = shop.deliveries.map(({ body }) => body['products'] as readonly { code: string; product_id: number }[]);
    expect(sent.map((records) => records.length)).toEqual([5000, 5000, 2000]);
    expect(sent.flat().map(({ code }) => code)).toEqual(products.map(({ code }) => code));
    expect(new Set(sent.flat().map(({ product_id: id }) => id)).size).toBe(12_000);
  });

  it('takes a name in any case, but no pattern and no other name', async () => {
    const { shop } = await play();
    expect(await shop.emit('orders.create')).toMatchObject({ event: 'Orders.create' });
    await expect(shop.emit('Orders.*')).rejects.toMatchObject({ code: 'unknown-event' });
    await expect(shop.emit('Orders.created')).rejects.toThrow('no event "Orders.created"');
  });

  it('is the same in every run with the same seed and start', async () => {
    const bodies = await Promise.all(
      ['one', 'one', 'two'].map(async (seed) => {
        const { shop } = await play('*', { seed });
        for (const event of ['Orders.create', 'Customers.update', 'Products.delete']) await shop.emit(event);
        return shop.deliveries.map(({ text }) => text);
      }),
    );
    expect(bodies[1]).toEqual(bodies[0]);
    expect(bodies[2]).not.toEqual(bodies[0]);
  });

  it('tells by the verdict what Upgates concludes, and why', async () => {
    const { shop, handler } = await play();
    handler.behave({ kind: 'answer', status: 201 });
    const delivery = await shop.emit('Orders.create');
    expect(delivery?.attempts[0]).toMatchObject({
      number: 1,
      status: 201,
      verdict: 'repeats',
      why: expect.stringContaining('201'),
      hint: expect.any(String),
    });
  });
});

describe('a handler that fails for 40 minutes', () => {
  it('is called nine times, five minutes apart', async () => {
    const { shop, handler } = await play();
    handler.behave(wrongFor(8));
    const delivery = await shop.emit('Orders.create');
    await shop.clock.advance('40m');
    const minutes = delivery?.attempts.map(({ at }) => (at.getTime() - Date.parse('2026-11-23T10:00:00Z')) / 60_000);
    expect(minutes).toEqual([0, 5, 10, 15, 20, 25, 30, 35, 40]);
    expect(delivery).toMatchObject({ verdict: 'delivered', isPending: false, nextAttemptAt: null });
    expect(shop.pending).toEqual([]);
  });
});

describe('the rules', () => {
  it('legacy gives up after twelve hours and 144 attempts', async () => {
    const { shop, handler } = await play('Orders.create', { rules: 'legacy' });
    handler.behave(WRONG);
    const delivery = await shop.emit('Orders.create');
    await shop.clock.advance('11h');
    expect(delivery?.nextAttemptAt).toEqual(new Date('2026-11-23T21:05:00Z'));
    await shop.clock.advance('55m');
    expect(delivery).toMatchObject({ isPending: true, nextAttemptAt: null });
    await shop.clock.advance('5m');
    expect(delivery?.attempts).toHaveLength(144);
    expect(delivery).toMatchObject({ verdict: 'repeats', isPending: false, withdrawn: 'webhook-deactivated' });
    expect(shop.webhooks).toMatchObject([{ isActive: false, deactivatedBecause: 'wrong-answers' }]);
  });

  it('current does not', async () => {
    const { shop, handler } = await play('Orders.create', { rules: 'current' });
    handler.behave(WRONG);
    const delivery = await shop.emit('Orders.create');
    await shop.clock.advance('12h');
    expect(delivery?.attempts).toHaveLength(145);
    expect(delivery).toMatchObject({ isPending: true, withdrawn: null });
  });
});

describe('rights', () => {
  it('a denied event deactivates its webhooks and withdraws what waits', async () => {
    const { shop, handler } = await play('Orders.*');
    handler.behave(WRONG);
    const delivery = await shop.emit('Orders.create');
    expect(shop.deny('Orders.create')).toEqual(['Orders.create']);
    expect(delivery).toMatchObject({ isPending: false, withdrawn: 'webhook-deactivated' });
    expect(shop.webhooks.map(({ isActive }) => isActive)).toEqual([false, true, true]);
    expect(await shop.emit('Orders.create')).toBeNull();
  });

  it('what is denied cannot be subscribed to until it is allowed', async () => {
    const shop = await openShop({ denied: ['Orders.*'] });
    await expect(shop.subscribe('Orders.create', 'http://127.0.0.1:1/')).rejects.toMatchObject({
      code: 'event-denied',
    });
    expect(shop.allow('Orders.*')).toHaveLength(3);
    expect(await shop.subscribe('Orders.create', 'http://127.0.0.1:1/')).toMatchObject({ isActive: true });
  });
});

describe('the REST API', () => {
  it('answers over a socket, at one address', async () => {
    const { shop } = await play('Orders.*');
    const api = await shop.serve();
    expect(await shop.serve()).toEqual(api);
    const response = await fetch(`${api.url}/webhooks`, { headers: authorizationOf(api) });
    expect(response.status).toBe(200);
    expect(((await response.json()) as { webhooks: unknown[] }).webhooks).toHaveLength(3);
  });

  it('answers without one', async () => {
    const shop = await openShop({ login: 'me', key: 'mine' });
    const request = (key: string): Request =>
      new Request('https://shop.example/api/v2/status', { headers: authorizationOf({ login: 'me', key }) });
    expect((await shop.handle(request('mine'))).status).toBe(200);
    expect((await shop.handle(request('other'))).status).toBe(401);
  });

  it('webhooks that a program registers through it are called', async () => {
    const shop = await openShop();
    const handler = await openHandler();
    const api = await shop.serve();
    const body = JSON.stringify({ name: 'mine', url: handler.url, event: 'Orders.create' });
    const headers = { ...authorizationOf(api), 'Content-Type': 'application/json' };
    await fetch(`${api.url}/webhooks`, { method: 'POST', headers, body });
    expect(await shop.emit('Orders.create')).toMatchObject({ verdict: 'delivered' });
    expect(shop.webhooks).toMatchObject([{ name: 'mine', isActive: true }]);
  });

  it('what a program writes brings its event', async () => {
    const { shop } = await play('Orders.update');
    await shop.emit('Orders.create', [{ order_number: '9000011' }]);
    const body = JSON.stringify({ orders: [{ order_number: '9000011', status_id: 2 }] });
    const init = { method: 'PUT', headers: authorizationOf(shop), body };
    const response = await shop.handle(new Request('https://shop.example/api/v2/orders', init));
    expect(response.status).toBe(200);
    await shop.clock.advance(0);
    expect(shop.deliveries).toMatchObject([{ event: 'Orders.update', key: '9000011', verdict: 'delivered' }]);
  });

  it('answers 301 at its old address after a move', async () => {
    const shop = await openShop();
    const before = await shop.serve();
    const after = await shop.move({ form: 'body' });
    const response = await fetch(`${before.url}/status`, { redirect: 'manual', headers: authorizationOf(before) });
    expect(response.status).toBe(301);
    expect(await response.json()).toEqual({ api_url: after.url });
    expect(await shop.serve()).toEqual(after);
    expect((await fetch(`${after.url}/status`, { headers: authorizationOf(after) })).status).toBe(200);
  });
});

describe('faults', () => {
  it('an outage keeps calls from the handler until it is taken back', async () => {
    const { shop, handler } = await play();
    const recover = shop.fault('phase=before,status=503');
    const delivery = await shop.emit('Orders.create');
    expect(delivery).toMatchObject({ verdict: 'repeats', attempts: [{ status: 503 }] });
    expect(handler.calls).toHaveLength(0);
    recover();
    await shop.clock.advance('5m');
    expect(delivery).toMatchObject({ verdict: 'delivered' });
    expect(handler.calls).toHaveLength(1);
  });

  it("last as long as they say on the shop's clock", async () => {
    const { shop } = await play();
    shop.fault('phase=before,status=503,for=1h');
    const delivery = await shop.emit('Orders.create');
    await shop.clock.advance('2h');
    expect(delivery?.attempts.map(({ status }) => status)).toEqual([...Array<number>(12).fill(503), 204]);
  });

  it('a duplicate is born when the handler did its work and the shop did not see it', async () => {
    const { shop, handler } = await play();
    shop.fault('duplicate');
    await shop.emit('Orders.create');
    await shop.clock.advance('5m');
    expect(handler.calls).toHaveLength(2);
    expect(shop.deliveries).toMatchObject([{ attempts: [{ status: 500 }, { status: 204 }] }]);
  });
});

describe('the gathering of events', () => {
  it('makes one call of what happens in a while; nothing has been sent before', async () => {
    const { shop, handler } = await play('Orders.*', { gather: '10s' });
    expect(await shop.emit('Orders.create', [{ order_number: 'A' }])).toBeNull();
    expect(await shop.emit('Orders.create', [{ order_number: 'B' }])).toBeNull();
    await shop.clock.advance('9s');
    expect(handler.calls).toHaveLength(0);
    await shop.clock.advance('1s');
    expect(shop.deliveries).toMatchObject([{ verdict: 'delivered', key: 'A +1' }]);
  });
});

describe('fake timers of a test runner', () => {
  it('are not in the way of a handler that answers', async () => {
    const { shop, handler } = await play();
    vi.useFakeTimers();
    try {
      handler.behave(wrongFor(1));
      const delivery = await shop.emit('Orders.create');
      await shop.clock.advance('5m');
      expect(delivery?.verdict).toBe('delivered');
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('a closed shop', () => {
  it('says so', async () => {
    const { shop, handler } = await play();
    await shop.close();
    const closed = { name: 'Failure', code: 'shop-closed' };
    await expect(shop.emit('Orders.create')).rejects.toMatchObject(closed);
    await expect(shop.subscribe('Orders.create', handler.url)).rejects.toMatchObject(closed);
    await expect(shop.clock.advance('5m')).rejects.toMatchObject(closed);
    await expect(shop.serve()).rejects.toMatchObject(closed);
    expect(() => shop.fault('outage')).toThrow('This shop is closed.');
  });

  it('is closed once, however often it is asked', async () => {
    const shop = await createShop();
    await shop.serve();
    await Promise.all([shop.close(), shop.close(), shop[Symbol.asyncDispose]()]);
  });

  it('drops calls under way; what waited for them goes on', async () => {
    const { shop, handler } = await play();
    handler.behave({ kind: 'silent' });
    const emitted = shop.emit('Orders.create');
    await shop.close();
    expect(await emitted).toMatchObject({ verdict: null });
  });

  it('is one of many: shops share nothing', async () => {
    const [one, two] = await Promise.all([play(), play()]);
    await one.shop.emit('Orders.create');
    expect(two.shop.deliveries).toEqual([]);
    await one.shop.clock.advance('1h');
    expect(two.shop.clock.now()).toEqual(new Date('2026-11-23T10:00:00Z'));
    await one.shop.close();
    expect(await two.shop.emit('Orders.create')).toMatchObject({ verdict: 'delivered' });
  });
});
