import { afterEach, describe, expect, it, vi } from 'vitest';
import { EVENTS } from '../../../src/core/events.ts';
import { createSimulatedShop, type SimulatedShop, type SimulatedShopOptions } from '../../../src/simulate/shop.ts';
import { callApi, subscribe } from '../rest-client.ts';

const at = Date.UTC(2026, 10, 23, 9, 20);
const shops: SimulatedShop[] = [];
afterEach(async () => {
  await Promise.all(shops.splice(0).map((shop) => shop.close()));
});

function shopWith(options: Partial<SimulatedShopOptions> = {}): SimulatedShop {
  const shop = createSimulatedShop({
    seed: 'rest',
    now: () => at,
    send: () => Promise.resolve({ kind: 'answered', status: 204, ms: 1 }),
    ...options,
  });
  shops.push(shop);
  return shop;
}

const webhook = { name: 'mine', url: 'http://user:pass@127.0.0.1:3000/hook', event: 'Orders.create' };

describe('the REST API', () => {
  it('lists its services', async () => {
    const { status, json } = await callApi(shopWith(), 'GET /status');
    expect(status).toBe(200);
    expect(json.services).toContainEqual({
      service: 'webhooks',
      url: 'http://shop.test/api/v2/webhooks',
      privilege: 'all',
    });
    expect(typeof json.documentation_link).toBe('string');
  });

  it('lists all events and which of them are allowed', async () => {
    const { json } = await callApi(shopWith({ denied: ['Invoices.update'] }), 'GET /webhooks/events');
    expect(json.events).toEqual(
      EVENTS.map(({ name }) => ({ name, allowed_yn: name === 'Invoices.update' ? 'false' : 'true' })),
    );
  });

  it('says its time with every answer, as its webhooks are told: a client can compare them with its own', async () => {
    const { headers } = await callApi(shopWith(), 'GET /webhooks');
    expect(headers.get('date')).toBe(new Date(at).toUTCString());
  });

  it('creates, shows, changes and deletes a webhook in the documented shapes', async () => {
    const shop = shopWith();
    const created = await callApi(shop, 'POST /webhooks', { body: webhook });
    expect([created.status, created.json]).toEqual([200, { webhook: { id: 1, active_yn: true, ...webhook } }]);
    const shown = await callApi(shop, 'GET /webhooks/1');
    const full = {
      id: 1,
      active_yn: true,
      ...webhook,
      last_success_call: null,
      last_success_call_status: null,
      last_error_call: null,
      last_error_call_status: null,
      creation_time: '2026-11-23T10:20:00+01:00',
    };
    expect(shown.json).toEqual({ webhooks: [full] });
    const changed = await callApi(shop, 'PUT /webhooks', { body: { id: 1, active_yn: false, name: 'yours' } });
    expect(changed.json).toEqual({ webhook: { id: 1, active_yn: false, ...webhook, name: 'yours' } });
    expect((await callApi(shop, 'GET /webhooks')).json.webhooks).toEqual([
      { ...full, active_yn: false, name: 'yours' },
    ]);
    expect((await callApi(shop, 'DELETE /webhooks/1')).json).toEqual({
      webhooks: [{ id: 1, deleted: true, messages: [] }],
    });
    expect((await callApi(shop, 'GET /webhooks')).json).toEqual({ webhooks: [] });
  });

  it.each([
    ['/webhooks/1', [1]],
    ['/webhooks?id=2', [2]],
    ['/webhooks?ids=1;3', [1, 3]],
    ['/webhooks?ids=1%3B2%3B3', [1, 2, 3]],
    ['/webhooks?id=1&ids=1;2', [1, 2]],
  ])('deletes by DELETE %s', async (path, ids) => {
    const shop = shopWith();
    for (const event of ['Orders.create', 'Orders.update', 'Orders.delete']) {
      await subscribe(shop, event, 'http://127.0.0.1:3000/');
    }
    const { json } = await callApi(shop, `DELETE ${path}`);
    expect(json.webhooks).toEqual(ids.map((id) => ({ id, deleted: true, messages: [] })));
    const left = (await callApi(shop, 'GET /webhooks')).json.webhooks;
    expect(left).toHaveLength(3 - ids.length);
  });

  it('says of each id whether it was there to delete', async () => {
    const shop = shopWith();
    await subscribe(shop, 'Orders.create', 'http://127.0.0.1:3000/');
    const { status, json } = await callApi(shop, 'DELETE /webhooks?ids=1;99;x');
    expect(status).toBe(200);
    expect(json.webhooks).toMatchObject([
      { id: 1, deleted: true },
      { id: 99, deleted: false, messages: [{ property: 'id', level: 'error' }] },
      { id: 'x', deleted: false },
    ]);
  });

  it('obeys X-HTTP-Method-Override', async () => {
    const shop = shopWith();
    await subscribe(shop, 'Orders.create', 'http://127.0.0.1:3000/');
    const headers = { 'X-HTTP-Method-Override': 'DELETE' };
    expect((await callApi(shop, 'POST /webhooks?ids=1', { headers })).json.webhooks).toMatchObject([{ deleted: true }]);
  });

  it.each([
    ['no object', { text: '[]' }, 400],
    ['no JSON', { text: '{' }, 400],
    ['no body', {}, 400],
    ['a missing field', { body: { ...webhook, name: undefined } }, 400],
    ['an unknown event', { body: { ...webhook, event: 'Carts.create' } }, 400],
    ['a relative URL', { body: { ...webhook, url: '/hook' } }, 400],
    ['another scheme', { body: { ...webhook, url: 'ftp://127.0.0.1/' } }, 400],
    ['a wrong flag', { body: { ...webhook, active_yn: 'yes' } }, 400],
    ['an event not allowed', { body: { ...webhook, event: 'Orders.delete' } }, 403],
    ['too much', { text: JSON.stringify({ ...webhook, name: 'x'.repeat(1_000_001) }) }, 413],
  ])('refuses %s, with messages', async (_name, call, status) => {
    const shop = shopWith({ denied: ['Orders.delete'] });
    const answer = await callApi(shop, 'POST /webhooks', call);
    expect(answer.status).toBe(status);
    expect(answer.json.messages).toMatchObject([{ level: 'error', message: answer.json.message }]);
    expect((await callApi(shop, 'GET /webhooks')).json.webhooks).toEqual([]);
  });

  it('leaves the connection alone on which it refuses a large body', async () => {
    const shop = shopWith();
    const cancel = vi.fn();
    const body = new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(100_000)), cancel });
    const authorization = `Basic ${Buffer.from(`${shop.login}:${shop.key}`).toString('base64')}`;
    const request = { method: 'POST', headers: { authorization }, body, duplex: 'half' } as const;
    expect((await shop.handle(new Request('http://shop.test/api/v2/webhooks', request))).status).toBe(413);
    expect(cancel).not.toHaveBeenCalled();
  });

  it.each([
    ['GET /webhooks/7', 404],
    ['GET /orders/%E0', 404],
    ['GET /orders/1/nothing', 404],
    ['GET /carts', 501],
    ['GET /orders/9000011/pdf', 501],
    ['POST /labels', 501],
    ['POST /carts', 405],
    ['PATCH /orders', 405],
    ['POST /invoices', 405],
    ['GET /nothing', 404],
    ['PATCH /webhooks', 405],
    ['POST /status', 405],
    ['DELETE /webhooks', 400],
  ])('answers %s with %i', async (line, status) => {
    expect((await callApi(shopWith(), line)).status).toBe(status);
  });

  it('says 404 when a webhook to change is not there, 400 without an id', async () => {
    const shop = shopWith();
    expect((await callApi(shop, 'PUT /webhooks', { body: { id: 5, name: 'x' } })).status).toBe(404);
    expect((await callApi(shop, 'PUT /webhooks', { body: { name: 'x' } })).status).toBe(400);
  });

  it('refuses wrong and missing credentials, and everybody after five wrong ones', async () => {
    const shop = shopWith();
    expect((await shop.handle(new Request('http://shop.test/api/v2/status'))).status).toBe(401);
    for (let call = 0; call < 5; call += 1) {
      expect((await callApi(shop, 'GET /status', { key: 'guess' })).status).toBe(401);
    }
    expect((await callApi(shop, 'GET /status')).status).toBe(403);
  });

  it('counts calls by plan and says when there are more', async () => {
    const shop = shopWith({ plan: 'bronze' });
    const first = await callApi(shop, 'GET /status');
    expect(first.headers.get('X-Rate-Limit-Total-Remaining')).toBe('109');
    await callApi(shop, 'GET /status', { key: 'guess' });
    for (let call = 1; call < 110; call += 1) await callApi(shop, 'GET /status');
    const last = await callApi(shop, 'GET /status');
    expect(last.status).toBe(429);
    expect(last.headers.get('Retry-After')).toBe('Mon, 23 Nov 2026 10:00:00 GMT');
    expect(last.headers.get('X-Rate-Limit-Total-Remaining')).toBe('0');
  });

  it('lets three calls in at once', async () => {
    const shop = shopWith();
    const body = { ...webhook };
    const answers = await Promise.all([1, 2, 3, 4].map(() => callApi(shop, 'POST /webhooks', { body })));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 429]);
    expect(answers[3]?.headers.get('Retry-After')).toMatch(/GMT$/);
    expect((await callApi(shop, 'GET /status')).status).toBe(200);
  });

  it('says which methods there are', async () => {
    const shop = shopWith();
    expect((await callApi(shop, 'POST /products/simple')).headers.get('Allow')).toBe('GET');
    expect((await callApi(shop, 'PUT /labels')).headers.get('Allow')).toBe('GET, POST, DELETE');
  });

  it('refuses a denied endpoint, and writing at one that is for reading', async () => {
    const shop = shopWith({ denied: ['Orders.*'] });
    expect((await callApi(shop, 'GET /orders')).status).toBe(403);
    shop.access.restrict('products', 'readonly');
    expect((await callApi(shop, 'GET /products')).status).toBe(200);
    const refused = await callApi(shop, 'POST /products', { body: { products: [] } });
    expect(refused.status).toBe(403);
    const { json } = await callApi(shop, 'GET /status');
    const privileges = Object.fromEntries(
      json.services.map((one: { service: string; privilege: string }) => [one.service, one.privilege]),
    );
    expect(privileges).toMatchObject({ orders: 'deny', products: 'readonly', customers: 'all', status: 'readonly' });
  });

  it('counts hours on the clock of the shop when that is stepped by hand', async () => {
    const shop = shopWith({ speed: 'manual', plan: 'bronze' });
    for (let call = 0; call < 110; call += 1) await callApi(shop, 'GET /status');
    expect((await callApi(shop, 'GET /status')).status).toBe(429);
    await shop.clock.advance(60 * 60_000);
    expect((await callApi(shop, 'GET /status')).status).toBe(200);
  });

  it('writes JSON as PHP does', async () => {
    const shop = shopWith();
    const authorization = `Basic ${Buffer.from(`${shop.login}:${shop.key}`).toString('base64')}`;
    const request = new Request('http://shop.test/api/v2/order-statuses/1', { headers: { authorization } });
    const text = await (await shop.handle(request)).text();
    expect(text).toContain(String.raw`"name":"P\u0159ijat\u00e1"`);
  });

  it('shows several webhooks by ids', async () => {
    const shop = shopWith();
    for (const event of ['Orders.create', 'Orders.update', 'Orders.delete']) {
      await subscribe(shop, event, 'http://127.0.0.1:3000/');
    }
    const { json } = await callApi(shop, 'GET /webhooks?ids=1;3');
    expect(json.webhooks.map((one: { id: number }) => one.id)).toEqual([1, 3]);
  });

  it('is only at /api/v2', async () => {
    expect((await shopWith().handle(new Request('http://shop.test/'))).status).toBe(404);
  });
});
