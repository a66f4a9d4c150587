import { afterEach, describe, expect, it } from 'vitest';
import { createSimulatedShop, type SimulatedShop } from '../../../src/simulate/shop.ts';

const shops: SimulatedShop[] = [];
afterEach(async () => {
  await Promise.all(shops.splice(0).map((shop) => shop.close()));
});

function newShop(): SimulatedShop {
  const shop = createSimulatedShop({ seed: 'serve', login: 'me', key: 'secret' });
  shops.push(shop);
  return shop;
}

const authorization = `Basic ${Buffer.from('me:secret').toString('base64')}`;

describe('the shop on a port', () => {
  it('serves the API over HTTP on 127.0.0.1', async () => {
    const { apiUrl, port } = await newShop().serve({ port: 0 });
    expect(apiUrl).toBe(`http://127.0.0.1:${port}/api/v2`);
    const headers = { authorization, 'content-type': 'application/json' };
    const body = JSON.stringify({ name: 'x', url: 'http://127.0.0.1:1/', event: 'Orders.create' });
    const created = await fetch(`${apiUrl}/webhooks`, { method: 'POST', headers, body });
    expect([created.status, await created.json()]).toMatchObject([200, { webhook: { id: 1 } }]);
    const listed = await fetch(`${apiUrl}/webhooks`, { headers });
    expect(await listed.json()).toMatchObject({ webhooks: [{ id: 1, event: 'Orders.create' }] });
    expect((await fetch(`${apiUrl}/webhooks`)).status).toBe(401);
  });

  it('refuses a body that is too large and stays up', async () => {
    const { apiUrl } = await newShop().serve({ port: 0 });
    const refused = await fetch(`${apiUrl}/webhooks`, {
      method: 'POST',
      headers: { authorization },
      body: 'x'.repeat(3_000_000),
    }).then(
      (response) => response.status,
      () => 'cut',
    );
    expect([413, 'cut']).toContain(refused);
    expect((await fetch(`${apiUrl}/status`, { headers: { authorization } })).status).toBe(200);
  });

  it('says that a port is in use', async () => {
    const { port } = await newShop().serve({ port: 0 });
    await expect(newShop().serve({ port })).rejects.toMatchObject({ code: 'port-in-use', exit: 3 });
  });

  it('is closed by its signal, its closer and the shop', async () => {
    const shop = newShop();
    const closing = new AbortController();
    const served = await Promise.all([
      shop.serve({ port: 0, signal: closing.signal }),
      shop.serve({ port: 0 }),
      shop.serve({ port: 0 }),
    ]);
    closing.abort();
    await served[1].close();
    await shop.close();
    for (const shopServed of served) {
      await shopServed.close();
      await expect(fetch(`${shopServed.apiUrl}/status`)).rejects.toThrow();
    }
  });
});
