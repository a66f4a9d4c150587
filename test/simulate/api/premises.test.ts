import { afterEach, describe, expect, it } from 'vitest';
import { createSimulatedShop, type SimulatedShop } from '../../../src/simulate/shop.ts';

const shops: SimulatedShop[] = [];
afterEach(async () => {
  await Promise.all(shops.splice(0).map((shop) => shop.close()));
});

function newShop(): SimulatedShop {
  const shop = createSimulatedShop({ seed: 'premises', login: 'me', key: 'secret' });
  shops.push(shop);
  return shop;
}

const authorization = `Basic ${Buffer.from('me:secret').toString('base64')}`;

async function get(url: string): Promise<Response> {
  return await fetch(url, { headers: { authorization }, redirect: 'manual' });
}

describe('a shop that moves', () => {
  it('answers 301 at every earlier address, with the newest', async () => {
    const shop = newShop();
    const first = await shop.serve({ port: 0 });
    const second = await shop.move();
    const third = await shop.move();
    for (const { apiUrl } of [first, second]) {
      const answer = await get(`${apiUrl}/webhooks?id=1`);
      expect(answer.status).toBe(301);
      expect(answer.headers.get('location')).toBe(`${third.apiUrl}/webhooks?id=1`);
      expect(await answer.json()).toEqual({ api_url: third.apiUrl });
    }
    expect((await get(`${third.apiUrl}/status`)).status).toBe(200);
  });

  it.each([
    ['body', true, false],
    ['location', false, true],
    ['both', true, true],
  ] as const)('says so in the form %s', async (form, hasBody, hasLocation) => {
    const shop = newShop();
    const { apiUrl } = await shop.serve({ port: 0 });
    await shop.move({ form });
    const answer = await get(`${apiUrl}/status`);
    expect(answer.status).toBe(301);
    expect(answer.headers.has('location')).toBe(hasLocation);
    expect((await answer.text()).includes('api_url')).toBe(hasBody);
  });

  it('takes its webhooks along', async () => {
    const shop = newShop();
    const { apiUrl } = await shop.serve({ port: 0 });
    const body = JSON.stringify({ name: 'x', url: 'http://127.0.0.1:1/', event: 'Orders.create' });
    await fetch(`${apiUrl}/webhooks`, { method: 'POST', headers: { authorization }, body });
    const moved = await shop.move();
    expect(await (await get(`${moved.apiUrl}/webhooks`)).json()).toMatchObject({ webhooks: [{ id: 1 }] });
  });

  it('stays where it is when the new port cannot be had', async () => {
    const shop = newShop();
    const { apiUrl } = await shop.serve({ port: 0 });
    const { port } = await newShop().serve({ port: 0 });
    await expect(shop.move({ port })).rejects.toMatchObject({ code: 'port-in-use', exit: 3 });
    expect((await get(`${apiUrl}/status`)).status).toBe(200);
  });

  it('closes all its addresses', async () => {
    const shop = newShop();
    const served = [await shop.serve({ port: 0 }), await shop.move()];
    await shop.close();
    for (const { apiUrl } of served) await expect(fetch(`${apiUrl}/status`)).rejects.toThrow();
  });
});
