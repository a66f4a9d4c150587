import { afterEach, describe, expect, it } from 'vitest';
import { HOUR } from '../../../src/core/instant.ts';
import { RESOURCES } from '../../../src/simulate/api/resource/resources.ts';
import { createSimulatedShop, type SimulatedShop, type SimulatedShopOptions } from '../../../src/simulate/shop.ts';
import { UNSERVED } from '../../../src/simulate/api/unserved.ts';
import { hasCurl, holdCall, statusOf, walkStep, type Step, type WalkOptions } from './walk.ts';

const shops: SimulatedShop[] = [];
const calls: { kill(): void }[] = [];
afterEach(async () => {
  for (const call of calls.splice(0)) call.kill();
  await Promise.all(shops.splice(0).map((shop) => shop.close()));
});

interface Walk {
  readonly shop: SimulatedShop;
  readonly options: WalkOptions;
}

async function enter(more: Partial<SimulatedShopOptions> = {}): Promise<Walk> {
  const shop = createSimulatedShop({
    seed: 'walk',
    login: 'dev',
    key: 'key',
    speed: 'manual',
    now: () => Date.UTC(2026, 10, 23, 9, 20),
    ...more,
  });
  shops.push(shop);
  const { apiUrl } = await shop.serve({ port: 0 });
  return { shop, options: { apiUrl, login: 'dev', key: 'key' } };
}

async function walk({ options }: Walk, steps: readonly Step[]): Promise<readonly string[]> {
  const rows: string[] = [];
  for (const step of steps) rows.push(await walkStep(options, step));
  return rows;
}

function table(title: string, rows: readonly string[]): string {
  return [`## ${title}`, '', '| call | status | answer |', '| --- | --- | --- |', ...rows, ''].join('\n');
}

const lines = (...texts: readonly string[]): readonly Step[] => texts.map((line) => ({ line }));

async function walkLists(): Promise<string> {
  const here = await enter();
  const steps = RESOURCES.flatMap(({ service, idField, entity, views, notSimulated }): readonly Step[] => {
    const things: readonly Readonly<Record<string, unknown>>[] =
      entity === 'Groups' ? [{ id: '1' }] : here.shop.stock.all(entity);
    const id = encodeURIComponent(String(things[0]?.[idField]));
    const read = [`GET /${service}`, `GET /${service}/${id}`];
    const viewed = (views ?? []).flatMap(({ name }) => [`GET /${service}/${name}`, `GET /${service}/${id}/${name}`]);
    return [
      ...[...read, ...viewed].map((line) => ({ line, shape: true })),
      ...lines(...notSimulated.map((method) => `${method} /${service}`), `PATCH /${service}`),
    ];
  });
  const others = ['GET /status', 'GET /config', 'GET /owner'].map((line) => ({ line, shape: true }));
  const refused = lines('POST /status', 'PUT /config', 'DELETE /owner');
  return table('Reading', await walk(here, [...others, ...refused, ...steps]));
}

async function walkUnserved(): Promise<string> {
  const here = await enter();
  const rows: string[] = [];
  for (const { path, methods } of UNSERVED) {
    const at = path.replaceAll('{id}', '1');
    const statuses: string[] = [];
    for (const method of methods) statuses.push(`${method} ${await statusOf(here.options, `${method} /${at}`)}`);
    rows.push(`| \`/${at}\` | ${statuses.join(', ')} | |`);
  }
  return table('Documented, not simulated', rows);
}

async function walkWrites(): Promise<string> {
  const here = await enter();
  const item = { title: 'Hrnek', price_per_unit: 100, vat: 21 };
  const order = { language_id: 'cs', customer: { email: 'new@example.com' }, products: [item] };
  const product = { code: 'NEW-1', descriptions: [{ language: 'cs', title: 'Nový' }], variants: [{ code: 'NEW-1-S' }] };
  const customer = { type: 'customer', language: 'cs', login: { email: 'new2@example.com' } };
  const many = Array.from({ length: 101 }, () => ({}));
  const override = ['--header', 'X-HTTP-Method-Override: DELETE'];
  const rows = await walk(here, [
    { line: 'POST /orders', body: { orders: [order] } },
    { line: 'POST /orders', body: { orders: [{ ...order, language_id: 'de' }] } },
    {
      line: 'PUT /orders',
      body: { orders: [{ order_number: '9000011', tracking_code: 'T1' }, { order_number: '1' }] },
    },
    { line: 'DELETE /orders?order_numbers=9000021;1' },
    { line: 'POST /orders?order_number=9000031', args: override, note: 'X-HTTP-Method-Override: DELETE' },
    { line: 'POST /products', body: { products: [product] } },
    { line: 'PUT /products', body: { products: [{ code: 'NEW-1', stock: 3 }] } },
    { line: 'PUT /products', body: { variants: [{ code: 'NEW-1-S', stock: 3 }] } },
    { line: 'DELETE /products/NEW-1' },
    { line: 'DELETE /products?codes=NEW-1' },
    { line: 'POST /customers', body: { customers: [customer] } },
    { line: 'POST /customers', body: { customers: [customer] }, note: 'again' },
    { line: 'PUT /customers', body: { customers: [{ login: customer.login, note: 'VIP' }] } },
    { line: 'DELETE /customers?email=new2@example.com' },
    { line: 'DELETE /customers?id=99' },
    { line: 'DELETE /orders' },
    { line: 'POST /orders', body: '[]', note: 'a list' },
    { line: 'POST /orders', body: '{', note: 'no JSON' },
    { line: 'POST /orders', body: {} },
    { line: 'PUT /products', body: { products: many }, note: '101 items' },
    { line: 'GET /orders?page=0' },
    { line: 'GET /orders?creation_time_from=2026-11-23T10:00:00+01:00' },
  ]);
  return table('Writing', rows);
}

async function walkWebhooks(): Promise<string> {
  const here = await enter({ denied: ['Invoices.*'] });
  const webhook = { name: 'mine', url: 'http://127.0.0.1:3000/hook', event: 'Orders.create' };
  const rows = await walk(here, [
    ...lines('GET /webhooks', 'GET /webhooks/events'),
    { line: 'POST /webhooks', body: webhook },
    { line: 'POST /webhooks', body: { ...webhook, event: 'Carts.create' } },
    { line: 'POST /webhooks', body: { ...webhook, event: 'Invoices.create' }, note: 'denied' },
    { line: 'POST /webhooks', body: { ...webhook, url: '/hook' } },
    ...lines('GET /webhooks', 'GET /webhooks/1', 'GET /webhooks?id=1', 'GET /webhooks?ids=1;2', 'GET /webhooks/7'),
    { line: 'PUT /webhooks', body: { id: 1, active_yn: false } },
    { line: 'PUT /webhooks', body: { id: 7, active_yn: false } },
    { line: 'PUT /webhooks', body: { name: 'x' } },
    ...lines('DELETE /webhooks', 'DELETE /webhooks/1', 'DELETE /webhooks?ids=1;2', 'PATCH /webhooks'),
  ]);
  return table('Webhooks', rows);
}

async function walkDoor(): Promise<string> {
  const here = await enter();
  const rows: string[] = [];
  const go = async (...steps: readonly Step[]): Promise<void> => void rows.push(...(await walk(here, steps)));
  await go(...lines('GET /nothing', 'GET /orders/1/2/3', 'GET /orders/%E0'));
  await go({ line: 'GET /status', user: '', note: 'no credentials' });
  here.shop.access.deny(['Orders.*']);
  here.shop.access.restrict('products', 'readonly');
  await go({ line: 'GET /orders', note: 'all its events denied' });
  await go({ line: 'POST /products', body: { products: [] }, note: 'for reading only' });
  here.shop.access.setUserActive(false);
  await go({ line: 'GET /status', note: 'the API user is inactive' });
  here.shop.access.setUserActive(true);
  for (let call = 1; call <= 5; call += 1)
    await go({ line: 'GET /status', user: 'dev:wrong', note: `wrong key, ${call}.` });
  await go({ line: 'GET /status', note: 'the right key, after five wrong ones' });
  await here.shop.clock.advance(HOUR);
  await go({ line: 'GET /languages/cs', note: 'an hour later' });
  return table('The door', rows);
}

async function walkLimits(): Promise<string> {
  const here = await enter({ plan: 'bronze' });
  const rows = [...(await walk(here, [{ line: 'GET /languages/cs', note: 'plan bronze' }]))];
  for (let call = 1; call < 110; call += 1) await here.shop.handle(requestOf());
  rows.push(...(await walk(here, [{ line: 'GET /languages/cs', note: 'the 111th call' }])));
  await here.shop.clock.advance(HOUR);
  rows.push(...(await walk(here, [{ line: 'GET /languages/cs', note: 'in the next hour' }])));
  const crowd = await enter();
  for (let call = 1; call <= 3; call += 1) calls.push(holdCall(crowd.options));
  await expect.poll(async () => await statusOf(crowd.options, 'GET /languages'), { timeout: 15_000 }).toBe('429');
  rows.push(...(await walk(crowd, [{ line: 'GET /languages', note: 'three others under way' }])));
  return table('Limits', rows);
}

function requestOf(): Request {
  const authorization = `Basic ${Buffer.from('dev:key').toString('base64')}`;
  return new Request('http://shop.test/api/v2/status', { headers: { authorization } });
}

async function walkMoves(): Promise<string> {
  const rows: string[] = [];
  for (const form of ['body', 'location', 'both'] as const) {
    const here = await enter();
    const { apiUrl } = await here.shop.move({ form });
    rows.push(...(await walk(here, [{ line: 'GET /webhooks?ids=1', note: `moved, form ${form}` }])));
    rows.push(...(await walk(here, [{ line: 'GET /webhooks', apiUrl, note: 'the new address' }])));
  }
  return table('Moved', rows);
}

const INTRO = `<!-- Written by test/simulate/api/rest-walk.test.ts: vitest run -u test/simulate/api/rest-walk -->

# A walk through the simulated shop's API

Each line is one call with curl over a socket. Of long answers the shape is shown.
`;

/** Without curl there is nothing to walk with. */
describe.runIf(hasCurl)('a walk with curl', () => {
  it('finds every endpoint, verb and status as written down', async () => {
    const parts = [
      await walkLists(),
      await walkWrites(),
      await walkWebhooks(),
      await walkDoor(),
      await walkLimits(),
      await walkMoves(),
      await walkUnserved(),
    ];
    await expect([INTRO, ...parts].join('\n')).toMatchFileSnapshot('./__tables__/rest-walk.md');
  }, 60_000);
});
