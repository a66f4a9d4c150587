import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { machineId } from '../../src/register/machine.ts';
import { createSimulatedShop, type SimulatedShop } from '../../src/simulate/shop.ts';
import { projectWith } from '../settings/sources.ts';
import { run } from './fake-io.ts';

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

it.each(['list', 'events', 'clean'])('%s is exit 2 without credentials', async (name) => {
  const { exit, stderr } = await run(['webhooks', name]);
  expect(exit).toBe(2);
  expect(stderr).toContain(`webhooks ${name} needs a real shop, but no credentials are set.`);
});
