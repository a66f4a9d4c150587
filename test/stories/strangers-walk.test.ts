/**
 * A stranger walks round a session: what we listen on, and what each knock gets, at every door. Real programs, real sockets.
 * The table is kept in `__tables__/strangers-walk.md` and shown in docs/security.md; `UPDATE_DOCS=1` writes it anew.
 */
import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { request, type IncomingHttpHeaders, type IncomingMessage, type RequestOptions } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { livingDoors, type DoorFile } from '../../src/session/control/door-file.ts';
import { startHandler, type TestHandler } from '../support/handler.ts';
import { listeningOf } from '../support/listening.ts';
import { startProgram, temporaryFolder, type Program } from '../support/program.ts';
import { credentialsFor, startShopDouble, type ShopDouble } from '../support/shop-double.ts';

const TABLE = new URL('./__tables__/strangers-walk.md', import.meta.url);
const EVIL = 'https://evil.example';
const BODY = '{"orders":[{"order_number":"1"}]}';

interface World {
  readonly folder: { readonly path: string; readonly remove: () => Promise<void> };
  readonly shop: ShopDouble;
  readonly handler: TestHandler;
  readonly session: Program;
  readonly alone: Program;
  readonly door: DoorFile;
}

let world: World;

beforeAll(async () => {
  const folder = await temporaryFolder();
  const shop = await startShopDouble();
  const handler = await startHandler({ kind: 'answer', status: 200 });
  const env = { HOME: folder.path, XDG_STATE_HOME: folder.path, XDG_RUNTIME_DIR: join(folder.path, 'run') };
  const start = (args: readonly string[], more: Readonly<Record<string, string>> = {}): Program =>
    startProgram({ args, cwd: folder.path, env: { ...env, ...more } });
  const args = ['listen', '--json', '--tunnel', 'none', '-e', 'Orders.create', '-f', handler.url];
  const session = start(args, credentialsFor(shop));
  const alone = start(['simulate', '--json', '--port', '0', '--traffic', '0', '--login', 'l', '--key', 'k']);
  await Promise.all([session, alone].map((program) => program.line(({ kind }) => kind === 'ready')));
  const [door] = (await livingDoors(join(folder.path, 'upgates-dev'))).filter(({ what }) => what === 'session');
  if (door === undefined) throw new Error('there is no control door');
  world = { folder, shop, handler, session, alone, door };
});

afterAll(async () => {
  for (const program of [world.session, world.alone]) program.kill('SIGKILL');
  await Promise.all([world.session.exit, world.alone.exit, world.handler.close(), world.shop.close()]);
  await world.folder.remove();
});

interface Knock {
  readonly what: string;
  readonly options: RequestOptions;
  readonly body?: string;
}

interface Got {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}

/** `CONNECT` and upgrades are answered like the rest. */
function knock({ options, body = '' }: Knock): Promise<Got> {
  return new Promise((resolve, reject) => {
    const asked = request({ agent: false, method: 'POST', ...options });
    const answered = ({ statusCode = 0, headers }: IncomingMessage): void => resolve({ status: statusCode, headers });
    asked.on('response', (response) => {
      answered(response);
      response.resume();
    });
    asked.on('connect', (response, socket) => {
      answered(response);
      socket.destroy();
    });
    asked.on('error', reject).end(body);
  });
}

/** Of a webhook, as the shop has it. */
function webhook(): { readonly port: number; readonly path: string; readonly right: string } {
  const url = new URL(world.shop.webhooks[0]?.url ?? '');
  const userinfo = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return { port: Number(url.port), path: url.pathname, right: `Basic ${Buffer.from(userinfo).toString('base64')}` };
}

function atListener(): readonly Knock[] {
  const { port, path, right } = webhook();
  const wrong = `Basic ${Buffer.from('upgates-dev:guessed').toString('base64')}`;
  const to = (what: string, options: RequestOptions, headers: Readonly<Record<string, string>> = {}): Knock => ({
    what,
    options: { host: '127.0.0.1', port, path, ...options, headers: { 'Content-Length': BODY.length, ...headers } },
    body: BODY,
  });
  const rebound = { Host: 'evil.example', Authorization: right };
  const preflight = {
    Origin: EVIL,
    'Access-Control-Request-Method': 'POST',
    'Access-Control-Request-Private-Network': 'true',
  };
  return [
    to('nothing known: `POST /`', { path: '/' }),
    to(
      'another path of the right form',
      { path: '/aaaaaaaaaaaaaaaaaaaaaaaaaa/Orders.create' },
      { Authorization: right },
    ),
    to("the event's name alone", { path: '/Orders.create' }, { Authorization: right }),
    to('the right path, a wrong password', {}, { Authorization: wrong }),
    ...['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'].map((method) =>
      to(`the right path and password, but \`${method}\``, { method }, { Authorization: right, 'Content-Length': '0' }),
    ),
    to('a traversal, `/x/..` before the path', { path: `/x/..${path}` }, { Authorization: right }),
    to('the same, encoded', { path: `/x/%2e%2e${path}` }, { Authorization: right }),
    to('a file, `/../../etc/passwd`', { path: '/../../etc/passwd', method: 'GET' }, { 'Content-Length': '0' }),
    to('the whole address as the target', { path: `http://127.0.0.1${path}` }, { Authorization: right }),
    to('a page under a name that leads here (DNS rebinding)', { path: '/' }, { Host: 'evil.example' }),
    to('a page elsewhere, a simple `POST`', { path: '/' }, { Origin: EVIL, 'Content-Type': 'text/plain' }),
    to(
      'a page elsewhere, the preflight before a `POST`',
      { method: 'OPTIONS' },
      { ...preflight, 'Content-Length': '0' },
    ),
    to('path and password, under a name of its own', {}, rebound),
    to('the right path, no credentials', {}, {}),
  ].map((one) =>
    one.options.method === 'CONNECT' ? { ...one, options: { ...one.options, path: '127.0.0.1:22' } } : one,
  );
}

function atShop(): readonly Knock[] {
  const port = Number(new URL(String(world.alone.lines()[0]?.['apiUrl'])).port);
  const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;
  const right = basic('l:k');
  const to = (what: string, headers: Readonly<Record<string, string>>, options: RequestOptions = {}): Knock => ({
    what,
    options: { host: '127.0.0.1', port, path: '/api/v2/status', method: 'GET', ...options, headers },
  });
  return [
    to('no credentials', {}),
    to('a wrong key', { Authorization: basic('l:guessed') }),
    to('a file, `/../../etc/passwd`', { Authorization: right }, { path: '/../../etc/passwd' }),
    to('login and key, under a name that leads here (DNS rebinding)', { Host: 'evil.example', Authorization: right }),
    to('login and key, from a page elsewhere', { Origin: EVIL, Authorization: right }),
    to('login and key, a form that a page sends', { Origin: 'null', Authorization: right }, { method: 'POST' }),
    to(
      'the preflight before such a call',
      { Origin: EVIL, 'Access-Control-Request-Method': 'GET' },
      { method: 'OPTIONS' },
    ),
    to('login and key, a browser sent here by a page', { 'Sec-Fetch-Site': 'cross-site', Authorization: right }),
    to('login and key, from a program', { Authorization: right }),
  ];
}

function atDoor(): readonly Knock[] {
  const { socket, token } = world.door;
  const to = (what: string, headers: Readonly<Record<string, string>>): Knock => ({
    what,
    options: { socketPath: socket, path: '/state', method: 'GET', headers: { Host: 'localhost', ...headers } },
  });
  return [
    to('no token', {}),
    to('a wrong token', { Authorization: `Bearer ${'0'.repeat(32)}` }),
    to('the token, under a name that leads here (DNS rebinding)', {
      Host: 'evil.example',
      Authorization: `Bearer ${token}`,
    }),
    to('the token', { Authorization: `Bearer ${token}` }),
  ];
}

/** What a page would have to be allowed by, to read an answer or to send what needs asking first. */
function mayRead({ headers }: Got): string {
  return Object.keys(headers).some((name) => name.startsWith('access-control-')) ? 'yes' : 'no';
}

async function rowOf(door: string, one: Knock): Promise<string> {
  const before = world.handler.calls.length;
  const got = await knock(one);
  const handed = world.handler.calls.length - before;
  return `| ${[door, one.what, got.status, handed === 0 ? 'no' : 'yes', mayRead(got)].join(' | ')} |`;
}

function listenRows(): readonly string[] {
  const programs: readonly (readonly [string, Program])[] = [
    ['`listen`', world.session],
    ['`simulate`', world.alone],
  ];
  return programs.flatMap(([name, program]) =>
    listeningOf(program.pid).map((one) =>
      one.kind === 'tcp'
        ? `| ${name} | TCP ${one.address} | this machine alone |`
        : `| ${name} | a socket in the file system | mode ${one.mode}: this user alone |`,
    ),
  );
}

it('the system sees two listeners on loopback and two sockets of this user alone; every knock gets what the table says', async () => {
  const rows: string[] = [];
  for (const one of atListener()) rows.push(await rowOf('listener', one));
  for (const one of atShop()) rows.push(await rowOf('simulated shop', one));
  for (const one of atDoor()) rows.push(await rowOf('control door', one));
  const table = [
    '| program | listens on | who can reach it |',
    '| --- | --- | --- |',
    ...listenRows().toSorted(),
    '',
    '| door | a stranger with | answer | handed on | a page may read it |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
  if (process.env['UPDATE_DOCS'] === '1') await writeFile(TABLE, table);
  expect(table).toBe(await readFile(TABLE, 'utf8'));
});

const FIRST = 4000;
const FLOOD = 10_000;
const AT_ONCE = 40;

/** In bytes. */
function memoryOf({ pid }: Program): number {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
}

/** Wrong passwords one after the other, each on a connection of its own; resolves with the statuses that came. */
async function guess(count: number, statuses: Map<string, number>): Promise<void> {
  const { port, path } = webhook();
  for (let index = 0; index < count; index += 1) {
    const password = Buffer.from(`upgates-dev:${Math.random()}`).toString('base64');
    const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Basic ${password}\r\nContent-Length: 2\r\n\r\n{}`;
    const status = await new Promise<string>((resolve) => {
      let got = '';
      const socket = connect(port, '127.0.0.1', () => socket.end(head)).setEncoding('latin1');
      socket.on('data', (chunk: string) => (got += chunk)).on('error', () => undefined);
      socket.on('close', () => resolve(got.slice(9, 12)));
    });
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
}

async function setPolicy(policy: string): Promise<void> {
  const { socket, token } = world.door;
  const headers = { Host: 'localhost', Authorization: `Bearer ${token}` };
  const options = { socketPath: socket, path: '/ask', headers };
  const body = JSON.stringify({ kind: 'set-policy', policy });
  expect(await knock({ what: policy, options, body })).toMatchObject({ status: 200 });
}

const strangers = (): readonly Readonly<Record<string, unknown>>[] =>
  world.session.lines().filter(({ kind }) => kind === 'stranger');

it('ten thousand wrong passwords: counted, one line a second, nothing handed on, and the shop is served meanwhile', async () => {
  // The handler is in this process, which has its hands full; how quick the session is shows in what waits for nobody.
  await setPolicy('ack');
  // The heap grows once, with the first of them, and not any more: 114 MB after ten thousand, 113 after fifty.
  await Promise.all(Array.from({ length: AT_ONCE }, () => guess(FIRST / AT_ONCE, new Map())));
  const [handed, attempts] = [
    world.handler.calls.length,
    world.session.lines().filter(({ kind }) => kind === 'attempt'),
  ];
  const [lines, memory, startedAt] = [strangers().length, memoryOf(world.session), performance.now()];
  const statuses = new Map<string, number>();
  const flood = Promise.all(Array.from({ length: AT_ONCE }, () => guess(FLOOD / AT_ONCE, statuses)));
  const flooding = { isOver: false };
  void flood.then(() => (flooding.isOver = true));
  const good: number[] = [];
  while (!flooding.isOver)
    good.push(await world.shop.send('Orders.create', `{"orders":[{"order_number":"9${good.length}"}]}`));
  const seconds = (performance.now() - startedAt) / 1000;
  expect([...statuses]).toEqual([['404', FLOOD]]);
  expect(good.length).toBeGreaterThan(1);
  expect(new Set(good)).toEqual(new Set([204]));
  await expect.poll(() => world.handler.calls.length - handed, { timeout: 20_000 }).toBe(good.length);
  await expect
    .poll(() => world.session.lines().filter(({ kind }) => kind === 'attempt').length, { timeout: 20_000 })
    .toBe(attempts.length + good.length);
  expect(strangers().length - lines).toBeLessThanOrEqual(seconds + 2);
  // In bytes for each; what grows by less is the collector's business.
  expect((memoryOf(world.session) - memory) / FLOOD).toBeLessThan(3000);
  await expect.poll(() => Number(strangers().at(-1)?.['count']), { timeout: 20_000 }).toBeGreaterThan(FLOOD);
  await setPolicy('rescue');
  expect(world.session.lines().some(({ kind, code }) => kind === 'notice' && code === 'internal')).toBe(false);
});
