/** A developer runs the simulated shop alone: asks it for things from another terminal, keeps it, and takes it up again. */
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { startHandler, type TestHandler } from '../support/handler.ts';
import { startProgram, temporaryFolder, type JsonLine, type Program } from '../support/program.ts';

const LATER = { timeout: 30_000 };
const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
});

async function project(): Promise<string> {
  const folder = await temporaryFolder();
  cleanUp.push(folder.remove);
  writeFileSync(join(folder.path, 'package.json'), '{}');
  return folder.path;
}

function start(folder: string, args: readonly string[], env: Record<string, string> = {}): Program {
  const home = { HOME: folder, XDG_RUNTIME_DIR: folder };
  const program = startProgram({ args: [...args, '--json'], cwd: folder, env: { ...home, ...env } });
  cleanUp.push(() => {
    program.kill('SIGKILL');
    return program.exit;
  });
  return program;
}

const SIMULATE = ['simulate', '--port', '0', '--traffic', '0', '--login', 'me', '--key', 'secret'];

interface Shop {
  readonly program: Program;
  readonly ready: JsonLine;
  readonly apiUrl: string;
  readonly lines: (kind: string) => readonly JsonLine[];
}

async function open(folder: string, args: readonly string[] = SIMULATE): Promise<Shop> {
  const program = start(folder, args);
  const ready = await program.line(({ kind }) => kind === 'ready');
  const lines = (wanted: string) => program.lines().filter(({ kind }) => kind === wanted);
  return { program, ready, apiUrl: String(ready['apiUrl']), lines };
}

async function handlerOf(status: number): Promise<TestHandler> {
  const handler = await startHandler({ kind: 'answer', status });
  cleanUp.push(() => handler.close());
  return handler;
}

async function api(apiUrl: string, line: string, body?: unknown): Promise<Response> {
  const [method = '', path = ''] = line.split(' ');
  const headers = { Authorization: `Basic ${btoa('me:secret')}`, 'Content-Type': 'application/json' };
  return fetch(`${apiUrl}${path}`, {
    method,
    headers,
    redirect: 'manual',
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
}

async function subscribe(apiUrl: string, event: string, { url }: TestHandler): Promise<void> {
  expect((await api(apiUrl, 'POST /webhooks', { name: 'mine', url, event })).status).toBe(200);
}

interface Done {
  readonly exit: number | string;
  readonly lines: readonly JsonLine[];
}

async function ask(folder: string, ...args: readonly string[]): Promise<Done> {
  const program = start(folder, ['control', ...args]);
  const exit = await program.exit;
  return { exit, lines: program.lines() };
}

const textOf = ({ lines }: Done): string => String(lines[0]?.['text'] ?? lines[0]?.['message']);

it('control does to it what its owner, its customers and its clock would', { timeout: 120_000 }, async () => {
  const folder = await project();
  const handler = await handlerOf(500);
  const { program, apiUrl, ready, lines } = await open(folder);
  expect(ready).toMatchObject({ login: 'me', plan: 'unlimited', rules: 'current', resumed: false, scenario: null });
  expect(textOf(await ask(folder, 'emit', 'Orders.create'))).toContain('no active webhook');
  await subscribe(apiUrl, 'Orders.create', handler);
  expect(textOf(await ask(folder, 'emit', 'orders.create', '--count', '2'))).toContain('in 2 calls');
  await vi.waitFor(() => expect(lines('attempt')).toHaveLength(2), LATER);
  const [first] = lines('attempt');
  expect(await api(apiUrl, `GET /orders/${String(first?.['key'])}`).then((answer) => answer.status)).toBe(200);

  expect(textOf(await ask(folder, 'speed', 'manual'))).toContain('stands until');
  expect(textOf(await ask(folder, 'step'))).toContain(`made now: Orders.create ${String(first?.['key'])}, attempt 2`);
  expect(textOf(await ask(folder, 'advance', '10m'))).toContain('2 deliveries wait');
  expect(lines('attempt').map(({ number }) => number)).toEqual(expect.arrayContaining([1, 2, 3]));

  expect(await ask(folder, 'faults', 'set', 'name=ours,phase=before,status=503')).toMatchObject({
    exit: 0,
    lines: [{ kind: 'fault', label: 'ours' }],
  });
  const before = handler.calls.length;
  await ask(folder, 'advance', '5m');
  expect(handler.calls.length).toBe(before);
  expect(lines('attempt').at(-1)).toMatchObject({ fault: 'ours', handler: null, verdict: 'repeats' });
  expect((await ask(folder, 'faults', 'clear')).lines).toEqual([]);

  const { lines: states } = await ask(folder, 'state');
  expect(states).toMatchObject([
    {
      kind: 'state',
      what: 'shop',
      apiUrl,
      plan: 'unlimited',
      speed: 'manual',
      webhooks: [{ id: 1, event: 'Orders.create', active: true, lastSuccess: null, lastErrorStatus: 503 }],
      waiting: 2,
      pending: [{ event: 'Orders.create', key: first?.['key'] }, {}],
      denied: [],
      scenario: null,
    },
  ]);
  expect(textOf(await ask(folder, 'deny', 'Orders.*'))).toContain('One webhook is deactivated');
  expect(lines('webhook')).toMatchObject([{ state: 'created' }, { event: 'Orders.create', state: 'deactivated' }]);
  expect((await api(apiUrl, 'GET /orders')).status).toBe(403);
  expect((await ask(folder, 'state')).lines[0]).toMatchObject({ waiting: 0, webhooks: [{ active: false }] });
  expect(textOf(await ask(folder, 'allow', 'Orders.*'))).toContain('stays inactive until somebody activates it');

  expect(textOf(await ask(folder, 'move', '--form', 'location'))).toContain('has moved to');
  const moved = String((await ask(folder, 'state')).lines[0]?.['apiUrl']);
  expect((await api(apiUrl, 'GET /status')).headers.get('location')).toBe(`${moved}/status`);
  expect((await api(moved, 'GET /status')).status).toBe(200);

  expect(await ask(folder, 'answer', 'ack')).toMatchObject({ exit: 2, lines: [{ code: 'session-only' }] });
  expect(await ask(folder, 'trigger', 'Orders.create')).toMatchObject({ exit: 2, lines: [{ code: 'session-only' }] });
  expect(await ask(folder, 'deny', 'Ordes.*')).toMatchObject({ exit: 2, lines: [{ code: 'unknown-event' }] });
  program.kill('SIGTERM');
  expect(await program.exit).toBe(143);
  expect(await ask(folder, 'state')).toMatchObject({ exit: 2, lines: [{ code: 'no-session' }] });
  expect(program.stderr()).toBe('UPGATES_API_KEY=secret\n');
});

it('a session on it is its own door; what only one of them can do needs no name', { timeout: 120_000 }, async () => {
  const folder = await project();
  const handler = await handlerOf(200);
  const { apiUrl, lines } = await open(folder);
  const session = start(folder, ['listen', '--tunnel', 'none', '-f', String(handler.port)], {
    UPGATES_API_URL: apiUrl,
    UPGATES_API_LOGIN: 'me',
    UPGATES_API_KEY: 'secret',
  });
  await session.line(({ kind }) => kind === 'ready');
  expect(lines('webhook')).toHaveLength(3);
  expect((await ask(folder, 'emit', 'Orders.create')).exit).toBe(0);
  expect(await session.line(({ kind }) => kind === 'attempt')).toMatchObject({ verdict: 'delivered' });
  expect((await ask(folder, 'answer', 'mirror')).exit).toBe(0);
  expect((await ask(folder, 'state')).lines).toMatchObject([{ what: 'shop', shop: 'demoshop' }, { what: 'session' }]);
  const unclear = await ask(folder, 'faults', 'list');
  expect(unclear).toMatchObject({ exit: 2, lines: [{ code: 'session-ambiguous' }] });
  expect(textOf(unclear)).toContain('1 session and 1 simulated shop are running');
  // The session's clean-up finds the shop where it is now.
  expect((await ask(folder, 'move', '--form', 'body')).exit).toBe(0);
  session.kill('SIGTERM');
  expect(await session.line(({ kind }) => kind === 'end')).toMatchObject({ webhooksRemoved: 3, webhooksLeft: 0 });
  await vi.waitFor(() => expect(lines('webhook').filter(({ state }) => state === 'deleted')).toHaveLength(3), LATER);
});

const KEPT = ['simulate', '--port', '0', '--traffic', '0', '--state', 'shop.json'];

it('a kept shop goes on where it was, also after kill -9', { timeout: 120_000 }, async () => {
  const folder = await project();
  const file = join(folder, 'shop.json');
  const handler = await handlerOf(500);
  const first = await open(folder, [...KEPT, '--login', 'me', '--key', 'secret', '--plan', 'gold', '--seed', 's']);
  await subscribe(first.apiUrl, 'Orders.create', handler);
  await ask(folder, 'speed', 'manual');
  await ask(folder, 'emit', 'Orders.create');
  await vi.waitFor(() => expect(first.lines('attempt')).toHaveLength(1), LATER);
  await ask(folder, 'deny', 'Customers.*');
  const key = String(first.lines('attempt')[0]?.['key']);
  await vi.waitFor(() => {
    const saved = readFileSync(file, 'utf8');
    expect(saved).toContain(key);
    expect(saved).toContain('Customers.create');
  }, LATER);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  first.program.kill('SIGKILL');
  await first.program.exit;

  const second = await open(folder, KEPT);
  expect(second.ready).toMatchObject({ resumed: true, login: 'me', plan: 'gold', seed: 's' });
  const [state] = (await ask(folder, 'state')).lines;
  expect(state).toMatchObject({
    waiting: 1,
    pending: [{ event: 'Orders.create', key, attempts: 1 }],
    webhooks: [{ event: 'Orders.create', active: true, lastErrorStatus: 500 }],
    denied: ['Customers.create', 'Customers.update', 'Customers.delete'],
    speed: 'manual',
    stateFile: file,
  });
  expect((await api(second.apiUrl, `GET /orders/${key}`)).status).toBe(200);
  handler.behave({ kind: 'answer', status: 200 });
  await ask(folder, 'advance', '5m');
  expect(second.lines('attempt')).toMatchObject([{ key, number: 2, verdict: 'delivered' }]);

  // Nobody else may have it meanwhile.
  const third = start(folder, KEPT);
  expect(await third.exit).toBe(3);
  expect(third.lines()).toMatchObject([{ kind: 'error', code: 'state-in-use' }]);
  second.program.kill('SIGTERM');
  await second.program.exit;
  expect(readdirSync(folder).filter((name) => name.startsWith('shop.json'))).toEqual(['shop.json']);
});

it.each([
  ['--plan', 'silver', '--plan is "silver", but the shop in'],
  ['--rules', 'legacy', '--rules is "legacy", but'],
  ['--login', 'you', '--login is "you", but'],
  ['--key', 'other', '--key is not that of the shop'],
  ['--seed', 'z', '--seed is "z", but'],
  ['--shop-name', 'x', '--shop-name is "x", but'],
])('%s %s contradicts the file', { timeout: 60_000 }, async (option, value, sentence) => {
  const folder = await project();
  const shop = await open(folder, [...KEPT, '--login', 'me', '--key', 'secret']);
  shop.program.kill('SIGTERM');
  await shop.program.exit;
  const before = readFileSync(join(folder, 'shop.json'), 'utf8');
  const again = start(folder, [...KEPT, option, value]);
  expect(await again.exit).toBe(2);
  expect(again.lines()).toMatchObject([{ kind: 'error', code: 'state-contradicted' }]);
  expect(again.lines()[0]?.['message']).toContain(sentence);
  expect(again.stdout()).not.toContain('"secret"');
  expect(readFileSync(join(folder, 'shop.json'), 'utf8')).toBe(before);
});

it.each(['', '{', '[]', '{"version":1}', '{"version":99}', 'not a shop'])(
  'a file that holds %j is left as it is',
  { timeout: 60_000 },
  async (text) => {
    const folder = await project();
    writeFileSync(join(folder, 'shop.json'), text);
    const program = start(folder, KEPT);
    expect(await program.exit).toBe(2);
    expect(program.lines()).toMatchObject([{ kind: 'error', code: 'state-file' }]);
    expect(readFileSync(join(folder, 'shop.json'), 'utf8')).toBe(text);
    expect(existsSync(join(folder, 'shop.json.lock'))).toBe(false);
  },
);

it('a place where nothing can be written is told before anything is opened', { timeout: 60_000 }, async () => {
  const folder = await project();
  writeFileSync(join(folder, 'file'), '');
  const args = ['simulate', '--port', '0', '--state', 'file/shop.json'];
  const program = start(folder, args);
  expect(await program.exit).toBe(3);
  expect(program.lines()).toMatchObject([
    { kind: 'error', code: 'state-file', message: expect.stringContaining('ENOTDIR') },
  ]);
  chmodSync(folder, 0o755);
});

it('a scenario of its own ends it, or says where it is wrong', { timeout: 60_000 }, async () => {
  const folder = await project();
  const handler = await handlerOf(200);
  const steps = [
    { at: '10m', do: 'say', text: 'It begins.' },
    { at: '10m', do: 'happen', event: 'Orders.create', count: 3, every: '1m' },
    { at: '1h', do: 'end' },
  ];
  const scenario = { title: 'Mine', description: 'Three orders.', seed: 'mine', rules: 'legacy', steps };
  writeFileSync(join(folder, 'mine.json'), JSON.stringify(scenario));
  const { program, apiUrl, ready, lines } = await open(folder, [...SIMULATE, '--scenario', 'mine.json']);
  expect(ready).toMatchObject({ seed: 'mine', rules: 'legacy', scenario: 'mine.json' });
  await ask(folder, 'speed', 'manual');
  await subscribe(apiUrl, 'Orders.create', handler);
  await program.line(({ text }) => String(text).includes('the scenario begins: Mine'));
  expect((await ask(folder, 'advance', '30m')).exit).toBe(0);
  expect(lines('attempt')).toHaveLength(3);
  expect((await ask(folder, 'state')).lines).toMatchObject([
    { scenario: { name: 'mine.json', played: 4, moments: 5 } },
  ]);
  await ask(folder, 'speed', 'max');
  expect(await program.exit).toBe(0);
  const texts = lines('notice').map(({ text }) => String(text));
  expect(texts.filter((text) => /It begins\.|the shop closes/.test(text))).toHaveLength(2);

  writeFileSync(join(folder, 'mine.json'), JSON.stringify({ ...scenario, steps: [{ ...steps[1], every: 'x' }] }));
  const wrong = start(folder, [...SIMULATE, '--scenario', 'mine.json']);
  expect(await wrong.exit).toBe(2);
  expect(wrong.lines()[0]?.['message']).toContain('mine.json: steps[0].every: This must be a duration');
  const unknown = start(folder, [...SIMULATE, '--scenario', 'sale-rus']);
  expect(await unknown.exit).toBe(2);
  expect(unknown.lines()[0]).toMatchObject({ code: 'scenario-unknown', hint: 'Did you mean sale-rush?' });
});

it('a scenario that was left goes on in the middle', { timeout: 60_000 }, async () => {
  const folder = await project();
  const handler = await handlerOf(200);
  const args = [...KEPT, '--scenario', 'shop-moves', '--login', 'me', '--key', 'secret'];
  const waiting = await open(folder, args);
  await ask(folder, 'speed', 'manual');
  await ask(folder, 'advance', '20m');
  waiting.program.kill('SIGTERM');
  await waiting.program.exit;
  // It has not begun: nobody has listened yet.
  const first = await open(folder, KEPT);
  expect((await ask(folder, 'state')).lines).toMatchObject([{ scenario: { name: 'shop-moves', played: 0 } }]);
  await subscribe(first.apiUrl, 'Orders.create', handler);
  await first.program.line(({ text }) => String(text).includes('the scenario begins: The shop moves'));
  await ask(folder, 'advance', '20m');
  expect(first.lines('attempt')).toHaveLength(21);
  const [left] = (await ask(folder, 'state')).lines;
  first.program.kill('SIGTERM');
  await first.program.exit;
  const second = await open(folder, KEPT);
  const [state] = (await ask(folder, 'state')).lines;
  expect(state).toMatchObject({ scenario: left?.['scenario'], shopTime: left?.['shopTime'] });
  await ask(folder, 'advance', '40m');
  const moves = second.lines('notice').filter(({ code }) => code === 'shop-moved');
  expect(moves).toHaveLength(1);
  second.program.kill('SIGTERM');
  await second.program.exit;
  const other = start(folder, [...KEPT, '--scenario', 'sale-rush']);
  expect(await other.exit).toBe(2);
  expect(other.lines()[0]?.['message']).toContain('is in the middle of shop-moves');
});
