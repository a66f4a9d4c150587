import { setupServer } from 'msw/node';
import { afterEach, describe, expect, it } from 'vitest';
import { upgatesHandlers, type UpgatesHandlersOptions } from '../src/msw.ts';
import type { Shop } from '../src/testing.ts';
import { authorizationOf, openHandler, openShop } from './testing/play.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

function listen(shop?: Shop, options?: UpgatesHandlersOptions): void {
  const server = setupServer(...upgatesHandlers(shop, options));
  server.listen({ onUnhandledRequest: 'error' });
  closers.push(() => server.close());
}

const S1 = 'https://demoshop.admin.s1.upgates.com/api/v2';
const S2 = 'https://demoshop.admin.s2.upgates.com/api/v2';
const DEMO = authorizationOf({ login: 'demo', key: 'demo-key' });

describe('upgatesHandlers', () => {
  it('serve a shop under an address of Upgates', async () => {
    const shop = await openShop({ login: 'me', key: 'mine' });
    listen(shop);
    const good = await fetch(`${S1}/status`, { headers: authorizationOf(shop) });
    expect(good.status).toBe(200);
    const bad = await fetch(`${S1}/status`, { headers: DEMO });
    expect(bad.status).toBe(401);
  });

  it('serve one of their own when none is given', async () => {
    listen();
    expect((await fetch(`${S1}/webhooks/events`, { headers: DEMO })).status).toBe(200);
  });

  it.each([
    'https://eshop.admin.s7.upgates.com',
    'https://eshop.admin.s7.upgates.com/api/v2/',
    'http://127.0.0.1:8190',
  ])('serve it at %s', async (apiUrl) => {
    listen(undefined, { apiUrl });
    const { origin } = new URL(apiUrl);
    expect((await fetch(`${origin}/api/v2/status`, { headers: DEMO })).status).toBe(200);
  });

  it.each(['eshop', 'ftp://eshop', 'https://eshop/api/v1'])('refuse %s', (apiUrl) => {
    expect(() => upgatesHandlers(undefined, { apiUrl })).toThrow('is no address of the API');
  });

  it('register webhooks and let the calls to them through', async () => {
    const [shop, handler] = await Promise.all([openShop(), openHandler()]);
    listen(shop);
    const body = JSON.stringify({ name: 'mine', url: handler.url, event: 'Orders.create' });
    const response = await fetch(`${S1}/webhooks`, { method: 'POST', headers: DEMO, body });
    expect(response.status).toBe(200);
    const delivery = await shop.emit('Orders.create');
    expect(delivery?.verdict).toBe('delivered');
    expect(handler.calls.map((call) => call.body.toString())).toEqual([delivery?.text]);
  });

  it.each([
    { kind: 'silent', verdict: 'timed-out' },
    { kind: 'reset', verdict: 'repeats' },
  ] as const)('see a handler that answers by $kind as it is', async ({ kind, verdict }) => {
    const [shop, handler] = await Promise.all([openShop(), openHandler({ kind })]);
    listen(shop);
    await shop.subscribe('Orders.create', handler.url);
    expect(await shop.emit('Orders.create')).toMatchObject({ verdict });
  });

  it('answer 301 once the shop has moved, and serve it at its new address', async () => {
    const shop = await openShop();
    listen(shop);
    await expect(fetch(`${S2}/status`, { headers: DEMO })).rejects.toThrow();
    await shop.move({ form: 'both' });
    const left = await fetch(`${S1}/status`, { headers: DEMO, redirect: 'manual' });
    expect([left.status, left.headers.get('location'), await left.json()]).toEqual([
      301,
      `${S2}/status`,
      { api_url: S2 },
    ]);
    expect((await fetch(`${S2}/status`, { headers: DEMO })).status).toBe(200);
  });

  it('leave other addresses alone', async () => {
    listen();
    await expect(fetch('https://demoshop.admin.s1.upgates.com/a', { headers: DEMO })).rejects.toThrow();
  });
});
