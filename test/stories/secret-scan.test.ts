/** Sessions and commands whose secrets are known: none of them stands in anything that was written, but where it must. */
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startHandler, type TestHandler } from '../support/handler.ts';
import { startLocaltunnelServer, type LocaltunnelServer } from '../support/localtunnel-server.ts';
import { startProgram, temporaryFolder, type Program } from '../support/program.ts';
import { basicOf, bytesBelow, scan, type Known } from '../support/secret-scan.ts';
import { credentialsFor, KEY, LOGIN, startShopDouble, type ShopDouble } from '../support/shop-double.ts';

const PASSWORD = 'password-of-the-handler';
const HEADER = 'header-for-the-handler-only';
const HANDLERS: Known = {
  "the handler's password": PASSWORD,
  "the handler's credentials as a Basic value": basicOf('me', PASSWORD),
  'a header that is added with -H': HEADER,
};
const SHOPS: Known = { "the shop's API key": KEY, 'login and key as a Basic value': basicOf(LOGIN, KEY) };

let folder: { path: string; remove: () => Promise<void> };
let handler: TestHandler;
let shop: ShopDouble;
let started: Program[] = [];

beforeEach(async () => {
  [folder, shop] = await Promise.all([temporaryFolder(), startShopDouble()]);
  handler = await startHandler({ kind: 'answer', status: 500, body: 'no' });
});

afterEach(async () => {
  for (const program of started.splice(0)) program.kill('SIGKILL');
  await Promise.all([handler.close(), shop.close()]);
  await folder.remove();
});

function start(args: readonly string[], env: Readonly<Record<string, string>> = {}): Program {
  const state = {
    HOME: folder.path,
    XDG_STATE_HOME: join(folder.path, 'state'),
    XDG_RUNTIME_DIR: join(folder.path, 'run'),
  };
  const program = startProgram({ args, cwd: folder.path, env: { ...state, ...env } });
  started.push(program);
  return program;
}

/** Runs a command to its end; everything it wrote. */
async function outputOf(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  const program = start(args, env);
  await program.exit;
  return `${program.stdout()}\n${program.stderr()}`;
}

const commandLineOf = ({ pid }: Program): string => readFileSync(`/proc/${pid}/cmdline`, 'latin1');

const toHandler = (): string => handler.url.replace('//', `//me:${PASSWORD}@`);

/** The flag before the handler's address; `--` for an operand. */
function handedTo(flag: string): readonly string[] {
  return ['-H', `X-Api-Key: ${HEADER}`, flag, toHandler()];
}

const callsSeen = (): string =>
  handler.calls.map(({ rawHeaders, path }) => [path, ...rawHeaders].join('\n')).join('\n');

/** As the shop would, through the tunnel's server. */
function callThrough(tunnel: LocaltunnelServer, webhook: URL, authorization: string | null): Promise<number> {
  const body = '{"orders":[{"order_number":"9000021"}]}';
  const headers = {
    Host: webhook.host,
    'Content-Length': body.length,
    ...(authorization === null ? {} : { Authorization: authorization }),
  };
  return new Promise((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port: tunnel.port,
      method: 'POST',
      path: webhook.pathname,
      headers,
      agent: false,
    };
    const sent = request(options, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    sent.on('error', reject).end(body);
  });
}

it('a session on a real shop, through a tunnel, with a handler that wants a password', async () => {
  const tunnel = await startLocaltunnelServer();
  try {
    const data = join(folder.path, 'data');
    const session = start(
      [
        ...'listen --json --verbose --data-dir data --ready-file ready.json -e Orders.create'.split(' '),
        ...handedTo('-f'),
        '--tunnel-host',
        tunnel.url,
      ],
      credentialsFor(shop),
    );
    await session.line(({ kind }) => kind === 'ready');
    const webhook = new URL(shop.webhooks[0]?.url ?? '');
    const password = decodeURIComponent(webhook.password);
    const basic = basicOf(decodeURIComponent(webhook.username), password);
    expect(await callThrough(tunnel, webhook, `Basic ${basic}`)).toBe(500);
    // A stranger who has the path; and a shop that quotes what it was sent.
    expect(await callThrough(tunnel, webhook, 'Basic d3Jvbmc6')).toBe(404);
    shop.misbehave = () => ({
      kind: 'answer',
      status: 500,
      body: JSON.stringify({
        messages: [{ message: `Not ${webhook.href} with ${KEY} (Basic ${basicOf(LOGIN, KEY)})` }],
      }),
    });
    const door = JSON.parse(bytesBelow(join(data, 'state', 'doors'))) as { readonly token: string };
    const known: Known = {
      ...SHOPS,
      ...HANDLERS,
      "a webhook's path": webhook.pathname.split('/')[1] ?? '',
      "a webhook's password": password,
      "a webhook's credentials as a Basic value": basic,
      "the tunnel's name": webhook.hostname.split('.')[0] ?? '',
      'the token of the control door': door.token,
    };
    for (const secret of Object.values(known)) expect(secret.length).toBeGreaterThan(10);
    const state = await outputOf(['control', 'state', '--data-dir', 'data']);
    const whileRunning = { doors: bytesBelow(join(data, 'state', 'doors')), processes: commandLineOf(session) };
    const history = (): string => bytesBelow(data, (name) => name.startsWith('history.db'));
    const live = history();
    session.kill('SIGTERM');
    expect(await session.exit).toBe(143);
    shop.misbehave = null;
    const id = String(session.lines().find(({ kind }) => kind === 'attempt')?.['delivery']);
    const of = (...args: readonly string[]): Promise<string> =>
      outputOf([...args, '--data-dir', 'data'], { ...credentialsFor(shop), UPGATES_DEV_FORWARD: toHandler() });
    const exports = await Promise.all([
      ...['json', 'curl', 'fixture'].map((form) => of('history', 'export', form, id)),
      of('fixtures', 'save', id),
    ]);
    const people = await Promise.all([
      of('history', 'list'),
      of('history', 'show', id),
      of('webhooks', 'list'),
      of('doctor', '--tunnel', 'none'),
    ]);
    const { leaks, found } = scan(
      {
        'standard output with --json': session.stdout(),
        'standard error': session.stderr(),
        'standard output for people': [state, ...people].join('\n'),
        'the log': bytesBelow(data, (name) => name.includes('.log')),
        history: live + history(),
        'ledger and machine id': bytesBelow(join(data, 'state'), (name) => !name.startsWith('doors')),
        'the file of the control door': whileRunning.doors,
        'the ready file': bytesBelow(join(folder.path, 'ready.json')),
        'exports and saved fixtures': exports.join('\n') + bytesBelow(join(folder.path, 'fixtures')),
        'the list of processes': whileRunning.processes,
        'calls to the handler': callsSeen(),
      },
      known,
    );
    expect(leaks).toEqual([]);
    expect(found).toEqual([
      'a header that is added with -H in calls to the handler',
      "the handler's credentials as a Basic value in calls to the handler",
      'the token of the control door in the file of the control door',
      "the tunnel's name in history",
      "the tunnel's name in standard output for people",
      "the tunnel's name in standard output with --json",
      "the tunnel's name in the ready file",
    ]);
    // What was scanned was there.
    expect(live).toContain('9000021');
    expect(exports.join('\n')).toContain('9000021');
    expect(session.stdout()).toContain('"kind":"stranger"');
    expect(session.lines().at(-1)).toMatchObject({ kind: 'end', webhooksLeft: 1 });
    expect(bytesBelow(join(data, 'state', 'ledgers'))).toContain('Orders.create');
    expect(statSync(join(folder.path, 'ready.json')).mode & 0o777).toBe(0o600);
  } finally {
    await tunnel.close();
  }
});

it('what sends: trigger, replay in an editor, the checks of a handler and their reports', async () => {
  writeFileSync(
    join(folder.path, '.env'),
    `UPGATES_API_KEY=${KEY}\nUPGATES_API_LOGIN=${LOGIN}\nUPGATES_API_URL=${shop.apiUrl}\n`,
  );
  const editor = join(folder.path, 'editor.sh');
  writeFileSync(
    editor,
    `#!/bin/sh\nenv > editor.txt\ntr '\\0' '\\n' < /proc/$$/cmdline >> editor.txt\nsed -i 's/9/8/' "$1"\n`,
  );
  chmodSync(editor, 0o700);
  const to = handedTo('--to');
  const triggered = await outputOf(['trigger', 'Orders.create', '--json', '--data-dir', 'data', ...to]);
  const replayed = await outputOf(['replay', '--last', '1', '--edit', '--data-dir', 'data', ...to], { EDITOR: editor });
  const tested = start([
    ...'test --only events,budget --report junit=report.xml --report json=report.json --data-dir data'.split(' '),
    ...handedTo('--'),
  ]);
  await expect.poll(() => tested.stdout(), { timeout: 20_000 }).not.toBe('');
  const processes = commandLineOf(tested);
  expect(await tested.exit).toBe(1);
  const { leaks, found } = scan(
    {
      'standard output with --json': triggered,
      'standard output for people': `${replayed}\n${tested.stdout()}`,
      'standard error': tested.stderr(),
      history: bytesBelow(join(folder.path, 'data'), (name) => name.startsWith('history.db')),
      'the log': bytesBelow(join(folder.path, 'data'), (name) => name.includes('.log')),
      reports: bytesBelow(folder.path, (name) => name.startsWith('report.')),
      'what an editor is started with': bytesBelow(join(folder.path, 'editor.txt')),
      'the list of processes': processes,
      'calls to the handler': callsSeen(),
    },
    { ...SHOPS, ...HANDLERS },
  );
  expect(leaks).toEqual([]);
  expect(found).toEqual([
    'a header that is added with -H in calls to the handler',
    "the handler's credentials as a Basic value in calls to the handler",
  ]);
  expect(bytesBelow(join(folder.path, 'editor.txt'))).toContain('Orders.create');
  expect(bytesBelow(folder.path, (name) => name.startsWith('report.'))).toContain('testsuite');
  expect(processes).toContain('upgates-dev');
});

it('a simulated shop alone: its key is said once, and kept where it goes on', async () => {
  const shopKey = 'key-of-the-simulated-shop';
  const args = [
    'simulate',
    '--port',
    '0',
    '--traffic',
    '0',
    '--state',
    'shop.json',
    '--data-dir',
    'data',
    '--key',
    shopKey,
  ];
  const json = start([...args, '--json']);
  const ready = await json.line(({ kind }) => kind === 'ready');
  const body = JSON.stringify({
    name: 'x',
    url: `${handler.url}?secret=${PASSWORD}`,
    event: 'Orders.create',
    active_yn: true,
  });
  const made = await fetch(`${String(ready['apiUrl'])}/webhooks`, {
    method: 'POST',
    headers: { Authorization: `Basic ${basicOf(String(ready['login']), shopKey)}` },
    body,
  });
  expect(made.status).toBe(200);
  await outputOf(['control', 'emit', 'Orders.create', '--data-dir', 'data']);
  await json.line(({ kind }) => kind === 'attempt');
  const processes = commandLineOf(json);
  const doors = bytesBelow(join(folder.path, 'data', 'state', 'doors'));
  json.kill('SIGTERM');
  expect(await json.exit).toBe(143);
  const people = start(args.filter((word) => word !== '--key' && word !== shopKey));
  await expect.poll(() => people.stdout(), { timeout: 20_000 }).toContain(shopKey);
  people.kill('SIGTERM');
  expect(await people.exit).toBe(143);
  const { leaks, found } = scan(
    {
      'standard output with --json': json.stdout(),
      'standard output for people': people.stdout(),
      'standard error': json.stderr() + people.stderr(),
      'the state file of a simulated shop': bytesBelow(join(folder.path, 'shop.json')),
      'the log': bytesBelow(join(folder.path, 'data'), (name) => name.includes('.log')),
      'the list of processes': processes,
    },
    {
      "the simulated shop's key": shopKey,
      'the token of the control door': (JSON.parse(doors) as { readonly token: string }).token,
    },
  );
  expect(leaks).toEqual([]);
  expect(found).toEqual([
    "the simulated shop's key in standard error",
    "the simulated shop's key in standard output for people",
    "the simulated shop's key in the state file of a simulated shop",
  ]);
  expect(people.stdout().split(shopKey)).toHaveLength(2);
  expect(statSync(join(folder.path, 'shop.json')).mode & 0o777).toBe(0o600);
  // A webhook's address may have a secret in it too.
  expect(json.stdout()).not.toContain(PASSWORD);
});
