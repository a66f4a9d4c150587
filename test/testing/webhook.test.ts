import { describe, expect, it } from 'vitest';
import { openHandler, openShop, play } from './play.ts';

describe('subscribe', () => {
  it('registers one webhook', async () => {
    const shop = await openShop();
    const webhook = await shop.subscribe('orders.create', 'http://127.0.0.1:3000/webhooks');
    expect(webhook).toMatchObject({ id: 1, event: 'Orders.create', isActive: true, deactivatedBecause: null });
    expect(shop.webhooks).toEqual([webhook]);
  });

  it('registers one for each event that a pattern fits, and returns the first', async () => {
    const shop = await openShop({ denied: ['Orders.update'] });
    const webhook = await shop.subscribe('Orders.*', 'http://127.0.0.1:3000/webhooks');
    expect(webhook.event).toBe('Orders.create');
    expect(shop.webhooks.map(({ event }) => event)).toEqual(['Orders.create', 'Orders.delete']);
  });

  it('takes a URL, and sends its credentials as Basic', async () => {
    const shop = await openShop();
    const handler = await openHandler();
    await shop.subscribe('Orders.create', new URL(handler.url.replace('http://', 'http://me:pass@')));
    await shop.emit('Orders.create');
    expect(handler.calls[0]?.headers.authorization).toBe(`Basic ${btoa('me:pass')}`);
  });

  it('costs no call to the API', async () => {
    const { shop } = await play('*', { plan: 'bronze' });
    expect(shop.webhooks).toHaveLength(36);
  });

  it.each([
    ['Orders.created', 'unknown-event'],
    ['Carts.create', 'unknown-event'],
    ['Nothing.*', 'unknown-event'],
    ['', 'unknown-event'],
  ])('%j: %s', async (event, code) => {
    const shop = await openShop();
    await expect(shop.subscribe(event, 'http://127.0.0.1/')).rejects.toMatchObject({
      code,
      hint: expect.stringContaining('Nearest: '),
    });
  });

  it.each(['3000', '/webhooks', 'ftp://127.0.0.1/', ''])('refuses the address %j', async (url) => {
    const shop = await openShop();
    await expect(shop.subscribe('Orders.create', url)).rejects.toMatchObject({ code: 'bad-url' });
  });
});

it('a webhook is a live view, also once it is deleted', async () => {
  const { shop } = await play();
  const [webhook] = shop.webhooks;
  const { login, key } = shop;
  const headers = { Authorization: `Basic ${btoa(`${login}:${key}`)}` };
  await shop.handle(new Request('https://shop.example/api/v2/webhooks/1', { method: 'DELETE', headers }));
  expect(shop.webhooks).toEqual([]);
  expect(webhook).toMatchObject({ id: 1, event: 'Orders.create', isActive: false });
});
