import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openLedger } from '../../src/register/ledger.ts';
import { projectWith } from '../settings/sources.ts';
import { deadPort, startHandler, type TestHandler } from '../support/handler.ts';
import { REGISTRATIONS, startLocaltunnelServer, type LocaltunnelServer } from '../support/localtunnel-server.ts';
import { installStandIn } from '../support/stand-ins/install.ts';
import { credentialsFor, KEY, startShopDouble, type ShopDouble } from '../support/shop-double.ts';
import { run, type Ran } from './fake-io.ts';

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function openShop(): Promise<ShopDouble> {
  const shop = await startShopDouble();
  closers.push(shop.close);
  return shop;
}

async function openTunnelServer(): Promise<LocaltunnelServer> {
  const server = await startLocaltunnelServer();
  closers.push(() => server.close());
  return server;
}

async function openHandler(): Promise<TestHandler> {
  const handler = await startHandler({ kind: 'answer', status: 200 });
  closers.push(handler.close);
  return handler;
}

type Line = Readonly<Record<string, unknown>>;

function check(ran: Ran, name: string): Line {
  const found = ran.json().find((line) => line['kind'] === 'check' && line['name'] === name);
  if (found === undefined) throw new Error(`no check ${name} in ${ran.stdout}`);
  return found;
}

function standings(ran: Ran): Readonly<Record<string, unknown>> {
  const checks = ran.json().filter(({ kind }) => kind === 'check');
  return Object.fromEntries(checks.map((line) => [String(line['name']), line['status']]));
}

const NO_TUNNEL = ['--tunnel', 'none'];

describe('without credentials', () => {
  it('skips what concerns a shop, and all is well', async () => {
    const ran = await run(['doctor', '--json']);
    expect({ exit: ran.exit, stderr: ran.stderr }).toEqual({ exit: 0, stderr: '' });
    expect(standings(ran)).toEqual({
      node: 'passed',
      settings: 'passed',
      credentials: 'skipped',
      'calls-left': 'skipped',
      tunnel: 'skipped',
      handler: 'skipped',
      'data-dir': 'passed',
      leftovers: 'passed',
    });
    expect(ran.json().at(-1)).toMatchObject({ kind: 'summary', passed: 4, warned: 0, failed: 0, skipped: 4, exit: 0 });
    for (const line of ran.json().slice(0, -1)) {
      expect(Object.keys(line)).toEqual(['kind', 'at', 'name', 'status', 'sent', 'expected', 'got', 'meaning', 'hint']);
    }
  });

  it('leaves nothing behind', async () => {
    const cwd = projectWith({ 'package.json': '{}' });
    expect((await run(['doctor'], { cwd })).exit).toBe(0);
    expect(readdirSync(cwd)).toEqual(['package.json']);
  });

  it('says it to people in lines', async () => {
    const { stdout } = await run(['doctor']);
    expect(stdout).toMatch(/^. passed {3}node {9}Node \d+/m);
    expect(stdout).toMatch(/^. skipped {2}credentials {2}no credentials are set$/m);
    expect(stdout).toMatch(/4 passed, 0 warned, 0 failed, 4 skipped\n$/);
  });
});

describe('the shop', () => {
  it('is asked once, and tells what the API user may not and how many calls are left', async () => {
    const shop = await openShop();
    shop.left = 10;
    const ran = await run(['doctor', '--json', ...NO_TUNNEL], { env: credentialsFor(shop) });
    expect(ran.exit).toBe(0);
    expect(shop.calls).toEqual(['GET /status']);
    expect(check(ran, 'credentials')).toMatchObject({
      status: 'passed',
      sent: 'GET /status',
      got: expect.stringContaining('may not use labels') as unknown,
    });
    expect(check(ran, 'calls-left')).toMatchObject({
      status: 'passed',
      expected: '4 calls for one session with its clean-up',
      got: '9 calls left now (9 of this hour, 0 of this day)',
    });
    expect(ran.json()).toContainEqual(expect.objectContaining({ kind: 'api', callsLeftHour: 9, callsLeftDay: 0 }));
  });

  it('with too few calls left for a session is a warning', async () => {
    const shop = await openShop();
    shop.left = 4;
    const ran = await run(['doctor', '--json', ...NO_TUNNEL], { env: credentialsFor(shop) });
    expect(ran.exit).toBe(0);
    expect(check(ran, 'calls-left')).toMatchObject({ status: 'warned', meaning: 'A session would not start now.' });
    const many = await run(['doctor', '--json', '-e', '*', ...NO_TUNNEL], { env: credentialsFor(shop) });
    expect(check(many, 'calls-left')['expected']).toBe('38 calls for one session with its clean-up');
  });

  it('that refuses the key costs exactly one bad login, and the key is not repeated', async () => {
    const shop = await openShop();
    const env = { ...credentialsFor(shop), UPGATES_API_KEY: 'hunter2hunter2' };
    const ran = await run(['doctor', '--json', ...NO_TUNNEL], { env });
    expect(ran.exit).toBe(1);
    expect(shop.badLogins()).toBe(1);
    expect(shop.calls).toHaveLength(1);
    expect(standings(ran)).toMatchObject({ credentials: 'failed', 'calls-left': 'skipped', 'data-dir': 'passed' });
    expect(check(ran, 'credentials')['got']).toMatch(/does not accept the API login and key/);
    expect(ran.stdout + ran.stderr).not.toMatch(/hunter2|double-key/);
    expect(ran.json().at(-1)).toMatchObject({ kind: 'summary', failed: 1, exit: 1 });
  });

  it('that is down, or none at all, is a failed check', async () => {
    const shop = await openShop();
    shop.misbehave = () => ({ kind: 'answer', status: 200, body: '<html>hello</html>' });
    const page = await run(['doctor', '--json', ...NO_TUNNEL], { env: credentialsFor(shop) });
    expect(check(page, 'credentials')['got']).toMatch(/with an HTML page/);
    const env = { ...credentialsFor(shop), UPGATES_API_URL: `http://127.0.0.1:${await deadPort()}` };
    const down = await run(['doctor', '--json', ...NO_TUNNEL], { env });
    expect(check(down, 'credentials')['got']).toMatch(/Nothing listens at 127\.0\.0\.1/);
    expect([page.exit, down.exit]).toEqual([1, 1]);
  });

  it('that has moved is a warning with the address to store', async () => {
    const [shop, next] = [await openShop(), await openShop()];
    const body = JSON.stringify({ api_url: next.apiUrl });
    shop.misbehave = () => ({ kind: 'answer', status: 301, body });
    const ran = await run(['doctor', '--json', ...NO_TUNNEL], { env: credentialsFor(shop) });
    expect(ran.exit).toBe(0);
    expect(check(ran, 'credentials')).toMatchObject({
      status: 'warned',
      hint: `Store ${next.apiUrl} as UPGATES_API_URL.`,
    });
  });
});

describe('settings that no session could start with', () => {
  it('are a failed check and exit 2; all that does not need them is looked at all the same', async () => {
    const ran = await run(['doctor', '--json'], { env: { UPGATES_API_KEY: KEY } });
    expect(ran.exit).toBe(2);
    expect(standings(ran)).toMatchObject({
      node: 'passed',
      settings: 'failed',
      credentials: 'skipped',
      tunnel: 'skipped',
      'data-dir': 'passed',
      leftovers: 'passed',
    });
    expect(ran.json().slice(-2)).toMatchObject([
      { kind: 'error', code: 'credentials-partial', exit: 2 },
      { kind: 'summary', failed: 1, exit: 2 },
    ]);
    expect(ran.stderr).toMatch(/^error: The shop's credentials are incomplete/);
    const people = await run(['doctor'], { env: { UPGATES_API_KEY: KEY } });
    expect(people.exit).toBe(2);
    expect(people.stdout).toContain("The shop's credentials are incomplete");
  });

  it('that cannot be read are exit 2 as everywhere', async () => {
    const cwd = projectWith({ 'upgates-dev.config.json': '{' });
    const ran = await run(['doctor', '--json'], { cwd });
    expect(ran.exit).toBe(2);
    expect(ran.json()).toMatchObject([{ kind: 'error', code: 'config-json' }]);
    expect((await run(['doctor', '--json', '--prot', '1'])).json()).toHaveLength(1);
  });

  it('are named with the file they come from; slips are a warning', async () => {
    const cwd = projectWith({ 'upgates-dev.config.json': { event: 'orders.create' } });
    const ran = await run(['doctor', '--json'], { cwd, env: { UPGATES_DEV_PROT: '1' } });
    expect(check(ran, 'settings')).toMatchObject({
      status: 'warned',
      sent: `the configuration ${join(cwd, 'upgates-dev.config.json')}`,
      got: expect.stringContaining('events Orders.create') as unknown,
      meaning: expect.stringContaining('UPGATES_DEV_PROT') as unknown,
    });
  });
});

it("warns when others may read the shop's key", async () => {
  const cwd = projectWith({ '.env': 'UPGATES_API_KEY=k\nUPGATES_API_LOGIN=l\nUPGATES_API_URL=http://127.0.0.1:9\n' });
  const settingsOf = async (mode: number): Promise<Line> => {
    chmodSync(join(cwd, '.env'), mode);
    return check(await run(['doctor', '--json', ...NO_TUNNEL], { cwd }), 'settings');
  };
  expect(await settingsOf(0o644)).toMatchObject({
    status: 'warned',
    meaning: expect.stringContaining('chmod 600 .env') as unknown,
  });
  expect(await settingsOf(0o600)).toMatchObject({ status: 'passed' });
});

describe('the handler', () => {
  it('is reached without a call, or is a failed check', async () => {
    const handler = await openHandler();
    const dead = await deadPort();
    const targets = ['-f', `Orders.*=http://user:secret@localhost:${handler.port}/x`, '-f', String(dead)];
    const ran = await run(['doctor', '--json', ...targets]);
    expect(ran.exit).toBe(1);
    expect(ran.json().filter(({ name }) => name === 'handler')).toMatchObject([
      { status: 'passed', sent: `TCP connect to http://localhost:${handler.port}/x` },
      { status: 'failed', got: 'nothing listens there' },
    ]);
    expect(handler.calls).toEqual([]);
    expect(ran.stdout).not.toContain('secret');
  });
});

describe('the tunnel', () => {
  it('is opened, measured by five round trips and closed', async () => {
    const server = await openTunnelServer();
    const port = await deadPort();
    const way = ['--tunnel', 'localtunnel', '--tunnel-host', server.url, '--port', String(port)];
    const ran = await run(['doctor', '--json', ...way]);
    expect(ran.exit).toBe(0);
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow('fetch failed');
    const found = check(ran, 'tunnel');
    expect(found).toMatchObject({ status: 'passed' });
    expect(found['got']).toMatch(/: \d+, \d+, \d+, \d+, \d+ ms$/);
    expect(found['meaning']).toMatch(/^The slowest took \d+ ms, so a handler has \d+ ms\.$/);
    expect(ran.stdout).not.toMatch(/[a-z2-7]{26}/);
    expect(server.names().reduce((sum, name) => sum + server.connections(name), 0)).toBe(0);
  });

  it.each([
    ['refuses', REGISTRATIONS.forbidden, /answered 403/],
    ['shows a page', REGISTRATIONS.page, /web page/],
  ] as const)('whose server %s is a failed check', async (_, registration, got) => {
    const server = await openTunnelServer();
    server.answerWith(registration);
    const ran = await run(['doctor', '--json', '--tunnel', 'localtunnel', '--tunnel-host', server.url]);
    expect(ran.exit).toBe(1);
    expect(check(ran, 'tunnel')).toMatchObject({ status: 'failed', got: expect.stringMatching(got) as unknown });
  });

  it.each(['cloudflared', 'ngrok'] as const)('by %s is measured as well, and its program ended', async (name) => {
    const standIn = await installStandIn(name);
    closers.push(async () => standIn.remove());
    const ran = await run(['doctor', '--json', '--tunnel', name], { env: standIn.env });
    expect(check(ran, 'tunnel')).toMatchObject({ status: 'passed', hint: null });
    expect(ran.exit).toBe(0);
    expect([standIn.runs().length, standIn.alive()]).toEqual([1, []]);
  });

  it('by a program that is not installed is a failed check with how to get it', async () => {
    const ran = await run(['doctor', '--json', '--tunnel', 'cloudflared'], { env: { PATH: '/nowhere' } });
    expect(ran.exit).toBe(1);
    expect(check(ran, 'tunnel')).toMatchObject({
      status: 'failed',
      got: expect.stringContaining('cloudflared is not installed') as unknown,
      hint: expect.stringContaining('brew install cloudflared') as unknown,
    });
  });

  it('that leads elsewhere is a failed check', async () => {
    const handler = await openHandler();
    const ran = await run(['doctor', '--json', '--public-url', `http://127.0.0.1:${handler.port}`]);
    expect(ran.exit).toBe(1);
    expect(check(ran, 'tunnel')['got']).toMatch(/does not lead back here/);
  });
});

describe('the data directory', () => {
  it('that cannot be made is a failed check', async () => {
    const cwd = projectWith({ file: 'x' });
    const ran = await run(['doctor', '--json', '--data-dir', 'file/data'], { cwd });
    expect(ran.exit).toBe(1);
    expect(check(ran, 'data-dir')).toMatchObject({
      status: 'failed',
      got: expect.stringContaining('ENOTDIR') as unknown,
      hint: expect.stringContaining('--data-dir') as unknown,
    });
  });

  it('with a history that is none is a failed check, and the file stays as it is', async () => {
    const cwd = projectWith();
    mkdirSync(join(cwd, 'data'));
    writeFileSync(join(cwd, 'data', 'history.db'), 'x'.repeat(5000));
    const ran = await run(['doctor', '--json', '--data-dir', 'data'], { cwd });
    expect(ran.exit).toBe(1);
    expect(check(ran, 'data-dir')['got']).toMatch(/is damaged or no history at all/);
    expect(existsSync(join(cwd, 'data', 'history.db'))).toBe(true);
  });
});

it('leftovers of a dead session are a warning, and cost no call', async () => {
  const cwd = projectWith();
  const head = { session: '11112222', machine: '0a1b2c3d', shop: 'demo.admin.upgates.com', account: 'a', at: 0 };
  const lease = { pid: 1, startedAt: '1', bootId: 'another-boot', pidSpace: null, host: null };
  const ledger = await openLedger(join(cwd, 'data', 'state'), { ...head, lease });
  const name = 'upgates-dev/0a1b2c3d/11112222 Orders.create';
  await ledger.intend({ name, url: 'https://x.example/', at: 0 });
  await ledger.complete(name, 7);
  const ran = await run(['doctor', '--json', '--data-dir', 'data'], { cwd });
  expect(ran.exit).toBe(0);
  expect(check(ran, 'leftovers')).toMatchObject({
    status: 'warned',
    got: '1 at demo.admin.upgates.com: Orders.create',
    hint: expect.stringContaining('webhooks clean') as unknown,
  });
  expect(readdirSync(join(cwd, 'data', 'state', 'ledgers'))).toEqual(['11112222.ndjson']);
});
