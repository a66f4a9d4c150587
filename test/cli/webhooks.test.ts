import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { afterEach, expect, it } from 'vitest';
import { machineId } from '../../src/register/machine.ts';
import { createSimulatedShop, type SimulatedShop } from '../../src/simulate/shop.ts';
import { projectWith } from '../settings/sources.ts';
import { run, type Ran } from './fake-io.ts';

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

interface Shop {
  readonly shop: SimulatedShop;
  readonly env: Readonly<Record<string, string>>;
}

async function openShop(options: Partial<Parameters<typeof createSimulatedShop>[0]> = {}): Promise<Shop> {
  const shop = createSimulatedShop({ seed: 'test', ...options });
  closers.push(() => shop.close());
  const { apiUrl } = await shop.serve({ port: 0, signal: new AbortController().signal });
  return { shop, env: { UPGATES_API_URL: apiUrl, UPGATES_API_LOGIN: shop.login, UPGATES_API_KEY: shop.key } };
}

async function register({ env }: Shop, webhook: { name: string; url: string; event: string }): Promise<number> {
  const credentials = Buffer.from(`${env['UPGATES_API_LOGIN'] ?? ''}:${env['UPGATES_API_KEY'] ?? ''}`).toString(
    'base64',
  );
  const response = await fetch(`${env['UPGATES_API_URL'] ?? ''}/webhooks`, {
    method: 'POST',
    headers: { authorization: `Basic ${credentials}`, 'content-type': 'application/json' },
    body: JSON.stringify(webhook),
  });
  const { webhook: made } = (await response.json()) as { webhook: { id: number } };
  return made.id;
}

const SECRET_URL = 'http://me:hunter2@127.0.0.1:9/AbCdEf0123456789AbCdEf/Orders.create';

it('lists webhooks with masked addresses, and the calls left', async () => {
  const shop = await openShop({ plan: 'bronze' });
  const id = await register(shop, { name: 'mine', url: SECRET_URL, event: 'Orders.create' });
  const programs = await run(['webhooks', 'list', '--json'], { env: shop.env });
  expect(programs).toMatchObject({ exit: 0, stderr: '' });
  expect(programs.json()).toMatchObject([
    { kind: 'webhook', id, name: 'mine', event: 'Orders.create', active: true, lastSuccess: null, lastError: null },
    { kind: 'api', callsLeftHour: 8, callsLeftDay: 100 },
  ]);
  const people = await run(['webhooks', 'list'], { env: shop.env });
  expect(people.stdout).toContain('Orders.create');
  expect(people.stdout).toContain('API calls left: 7 this hour, 100 today.');
  for (const { stdout } of [programs, people]) expect(stdout).not.toMatch(/hunter2|AbCdEf0123456789AbCdEf/);
});

it('lists events and whether they are allowed', async () => {
  const { env } = await openShop({ denied: ['Payments.create'] });
  const lines = (await run(['webhooks', 'events', '--json'], { env })).json().filter(({ kind }) => kind === 'event');
  expect(lines).toHaveLength(36);
  expect(lines.filter(({ allowed }) => allowed === false)).toMatchObject([
    { name: 'Payments.create', catalogued: true },
  ]);
});

it('cleans what this machine left, and nothing else', async () => {
  const shop = await openShop();
  const cwd = projectWith();
  const env = { ...shop.env, UPGATES_DEV_DATA_DIR: 'data' };
  const machine = await machineId(join(cwd, 'data', 'state'));
  const ours = await register(shop, {
    name: `upgates-dev/${machine}/0123abcd Orders.create`,
    url: SECRET_URL,
    event: 'Orders.create',
  });
  await register(shop, {
    name: 'upgates-dev/ffffffff/0123abcd Orders.create',
    url: SECRET_URL,
    event: 'Orders.create',
  });
  await register(shop, { name: 'mine', url: SECRET_URL, event: 'Orders.create' });
  const webhooksOf = async (...argv: readonly string[]): Promise<readonly unknown[]> => {
    const ran = await run(['webhooks', ...argv, '--json'], { env, cwd });
    expect(ran.exit).toBe(0);
    return ran.json().filter(({ kind }) => kind === 'webhook');
  };
  expect(await webhooksOf('clean', '--dry-run')).toMatchObject([{ id: ours, event: 'Orders.create', state: 'found' }]);
  expect(await webhooksOf('list')).toHaveLength(3);
  expect(await webhooksOf('clean')).toMatchObject([{ id: ours, state: 'deleted' }]);
  expect(await webhooksOf('list')).toHaveLength(2);
  const { stdout } = await run(['webhooks', 'clean'], { env, cwd });
  expect(stdout).toContain('Nothing of ended sessions of this machine is left at the shop.');
});

it('is exit 3 for a wrong key, without naming it', async () => {
  const { env } = await openShop();
  const ran = await run(['webhooks', 'list', '--json'], { env: { ...env, UPGATES_API_KEY: 'hunter2' } });
  expect(ran.exit).toBe(3);
  expect(ran.json()).toMatchObject([{ kind: 'error', exit: 3 }]);
  expect(ran.stdout + ran.stderr).not.toContain('hunter2');
});

it('is exit 3 when what answers is no Upgates', async () => {
  const { env } = await openShop();
  const html: RequestListener = (_request, response) => response.end('<html>hello</html>');
  const server = createServer(html);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => new Promise((resolve) => server.close(() => resolve())));
  const { port } = server.address() as AddressInfo;
  const ran = await run(['webhooks', 'list'], { env: { ...env, UPGATES_API_URL: `http://127.0.0.1:${port}` } });
  expect(ran.exit).toBe(3);
  expect(ran.stderr).toMatch(/^error: /);
});

it.each(['list', 'events', 'clean', 'create', 'update 1 --active', 'delete 1 --yes'])(
  '%s is exit 2 without credentials',
  async (text) => {
    const [name = '', ...more] = text.split(' ');
    const { exit, stderr } = await run(['webhooks', name, ...more]);
    expect(exit).toBe(2);
    expect(stderr).toContain(`webhooks ${name} needs a real shop, but no credentials are set.`);
  },
);

const HOOK = ['--event', 'orders.CREATE', '--url', 'https://me:hunter2@example.com/hooks', '--name', 'order import'];

it('creates, changes and deletes one, each in one call', async () => {
  const { env } = await openShop({ plan: 'bronze' });
  const webhooks = (...argv: readonly string[]): Promise<Ran> => run(['webhooks', ...argv, '--json'], { env });
  const created = await webhooks('create', ...HOOK, '--inactive');
  const [webhook] = created.json();
  expect(created).toMatchObject({ exit: 0, stderr: '' });
  expect(webhook).toMatchObject({ kind: 'webhook', event: 'Orders.create', name: 'order import', active: false });
  const id = String(webhook?.['id']);
  const changed = await webhooks('update', id, '--active');
  expect(changed.json()).toMatchObject([
    { kind: 'webhook', event: 'Orders.create', name: 'order import', active: true },
    { kind: 'api', callsLeftHour: 8 },
  ]);
  const deleted = await webhooks('delete', id, id, '--yes');
  expect(deleted.json()).toMatchObject([
    { kind: 'webhook', id: Number(id), state: 'deleted' },
    { kind: 'api', callsLeftHour: 7 },
  ]);
  for (const { stdout } of [created, changed, deleted]) expect(stdout).not.toContain('hunter2');
  expect((await webhooks('list')).json().filter(({ kind }) => kind === 'webhook')).toEqual([]);
});

it('is exit 3 when the shop does not delete one, and says which', async () => {
  const { env } = await openShop();
  const ran = await run(['webhooks', 'delete', '41', '--yes', '--json'], { env });
  expect(ran.exit).toBe(3);
  expect(ran.json()).toMatchObject([
    { kind: 'webhook', id: 41, state: 'left' },
    { kind: 'error', code: 'webhook-not-deleted', exit: 3 },
  ]);
});

it.each([
  ['create without an event', ['create', ...HOOK.slice(2)], 'webhooks create needs --event.'],
  ['create without an address', ['create', ...HOOK.slice(0, 2), ...HOOK.slice(4)], 'webhooks create needs --url.'],
  ['create without a name', ['create', ...HOOK.slice(0, 4)], 'webhooks create needs --name.'],
  ['create with a pattern', ['create', '-e', 'Orders.*', ...HOOK.slice(2)], 'A webhook is for one event.'],
  ['create with no event', ['create', '-e', 'Oders.create2', ...HOOK.slice(2)], 'Upgates has no such event.'],
  ['create with no address', ['create', ...HOOK, '--url', 'me:hunter2@'], '--url is no web address.'],
  ['create with a marker', ['create', ...HOOK, '--name', 'upgates-dev/0123abcd/0123abcd Orders.create'], 'sessions'],
  ['update with nothing', ['update', '7'], 'changes nothing'],
  ['update with both', ['update', '7', '--active', '--inactive'], 'exclude each other'],
  ['update without an id', ['update', 'x7', '--active'], 'is no id of a webhook'],
  ['delete without an id', ['delete', '--yes'], 'needs the id of a webhook'],
  ['delete without a yes', ['delete', '7'], 'Nobody can be asked here'],
])('%s is exit 2 before any call', async (_what, argv, sentence) => {
  const { env } = await openShop({ plan: 'bronze' });
  const ran = await run(['webhooks', ...argv], { env });
  expect(ran.exit).toBe(2);
  expect(ran.stderr).toContain(sentence);
  expect(ran.stderr).not.toContain('hunter2');
  expect((await run(['webhooks', 'list', '--json'], { env })).json()).toMatchObject([{ callsLeftHour: 9 }]);
});

it('deletes after a yes at the terminal, and nothing after anything else', async () => {
  const shop = await openShop();
  const id = String(await register(shop, { name: 'mine', url: SECRET_URL, event: 'Orders.create' }));
  const answered = (answer: string): Promise<Ran> => run(['webhooks', 'delete', id], { env: shop.env, answer });
  expect(await answered('no\n')).toMatchObject({ exit: 0, stdout: expect.stringContaining(`Delete webhook ${id} at`) });
  expect((await run(['webhooks', 'list'], { env: shop.env })).stdout).toContain('Orders.create');
  expect((await answered('y\n')).stdout).toContain('deleted');
  expect((await run(['webhooks', 'list'], { env: shop.env })).stdout).not.toContain('Orders.create');
});

it('warns of an address by which a shop out there cannot reach this machine', async () => {
  const env = {
    UPGATES_API_URL: 'https://demoshop.admin.s1.upgates.com',
    UPGATES_API_LOGIN: 'a',
    UPGATES_API_KEY: 'b',
  };
  const sent: unknown[] = [];
  const server = setupServer(
    http.post('https://demoshop.admin.s1.upgates.com/api/v2/webhooks', async ({ request }) => {
      const body = (await request.json()) as Record<string, unknown>;
      sent.push(body);
      return HttpResponse.json({ webhook: { id: 5, ...body } });
    }),
  );
  server.listen({ onUnhandledRequest: 'error' });
  closers.push(async () => server.close());
  const argv = ['webhooks', 'create', '-e', 'Orders.create', '--url', 'http://localhost:3000/', '--name', 'x'];
  expect((await run(argv, { env })).stdout).toContain("means the shop's own machine");
  expect(sent).toEqual([{ name: 'x', url: 'http://localhost:3000/', event: 'Orders.create', active_yn: true }]);
});
