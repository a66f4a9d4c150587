/** What a person sees and what init writes: no secret among the bytes that reach the terminal, nor on the screen. */
import { mkdirSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startHandler, type TestHandler } from '../support/handler.ts';
import { startLocaltunnelServer, type LocaltunnelServer } from '../support/localtunnel-server.ts';
import { BIN, temporaryFolder } from '../support/program.ts';
import { basicOf, bytesBelow, scan } from '../support/secret-scan.ts';
import { credentialsFor, KEY, LOGIN, startShopDouble, type ShopDouble } from '../support/shop-double.ts';
import { openTerminal, type OpenTerminal } from '../support/terminal.ts';

const PASSWORD = 'password-of-the-handler';
const HEADER = 'header-for-the-handler-only';

let folder: { path: string; remove: () => Promise<void> };
let handler: TestHandler;
let shop: ShopDouble;
let tunnel: LocaltunnelServer;

beforeEach(async () => {
  [folder, shop, tunnel] = await Promise.all([temporaryFolder(), startShopDouble(), startLocaltunnelServer()]);
  handler = await startHandler({ kind: 'answer', status: 500, body: 'no' });
});

afterEach(async () => {
  await Promise.all([handler.close(), shop.close(), tunnel.close()]);
  await folder.remove();
});

/** A terminal, and all that was ever written to it or stood on it. */
interface Watched {
  readonly terminal: OpenTerminal;
  readonly look: () => void;
  readonly seen: () => string;
}

function watch(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Watched {
  let bytes = '';
  const screens: string[] = [];
  const nobody = {
    UPGATES_API_URL: undefined,
    UPGATES_API_LOGIN: undefined,
    UPGATES_API_KEY: undefined,
    EDITOR: undefined,
  };
  const terminal = openTerminal({
    command: process.execPath,
    args: [BIN, ...args],
    cols: 120,
    rows: 40,
    cwd: folder.path,
    env: { HOME: folder.path, ...nobody, ...env },
    onBytes: (data) => (bytes += data),
  });
  return {
    terminal,
    // What the painter has put together from pieces stands in no stretch of the bytes.
    look: () => void screens.push(terminal.screen().join('\n')),
    seen: () => [bytes, ...screens, terminal.history().join('\n')].join('\n'),
  };
}

function callThrough(webhook: URL): Promise<number> {
  const body = '{"orders":[{"order_number":"9000021"}]}';
  const userinfo = `${decodeURIComponent(webhook.username)}:${decodeURIComponent(webhook.password)}`;
  const headers = {
    Host: webhook.host,
    'Content-Length': body.length,
    Authorization: `Basic ${basicOf(...pair(userinfo))}`,
  };
  const options = {
    host: '127.0.0.1',
    port: tunnel.port,
    method: 'POST',
    path: webhook.pathname,
    headers,
    agent: false,
  };
  return new Promise((resolve, reject) => {
    const sent = request(options, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    sent.on('error', reject).end(body);
  });
}

function pair(userinfo: string): [string, string] {
  const colon = userinfo.indexOf(':');
  return [userinfo.slice(0, colon), userinfo.slice(colon + 1)];
}

it('a session on the screen, every view of it looked at', async () => {
  const target = handler.url.replace('//', `//me:${PASSWORD}@`);
  const options = [
    '--tunnel-host',
    tunnel.url,
    '-f',
    target,
    '-H',
    `X-Api-Key: ${HEADER}`,
    '-e',
    'Orders.create',
    '-v',
  ];
  const { terminal, look, seen } = watch(['listen', ...options], credentialsFor(shop));
  try {
    await expect.poll(() => shop.webhooks.length, { timeout: 20_000 }).toBe(1);
    const webhook = new URL(shop.webhooks[0]?.url ?? '');
    await expect.poll(() => callThrough(webhook), { timeout: 20_000 }).toBe(500);
    await terminal.waitFor((rows) => rows.some((row) => row.includes('9000021')), 20_000);
    // Tabs of the detail, webhooks, help, what would be copied; each is closed before the next.
    for (const key of [
      'Enter',
      '2',
      '3',
      '4',
      '5',
      '6',
      '1',
      'Escape',
      'w',
      'Escape',
      '?',
      'Escape',
      'y',
      'Escape',
      'f',
      'Escape',
    ]) {
      terminal.press(key);
      await settled(terminal);
      look();
    }
    terminal.press('Ctrl-C');
    expect(await terminal.exit).toBe(130);
    const [user, password] = [decodeURIComponent(webhook.username), decodeURIComponent(webhook.password)];
    const { leaks } = scan(
      { 'the screen': seen() },
      {
        "the shop's API key": KEY,
        'login and key as a Basic value': basicOf(LOGIN, KEY),
        "a webhook's path": webhook.pathname.split('/')[1] ?? '',
        "a webhook's password": password,
        "a webhook's credentials as a Basic value": basicOf(user, password),
        "the tunnel's name": webhook.hostname.split('.')[0] ?? '',
        "the handler's password": PASSWORD,
        "the handler's credentials as a Basic value": basicOf('me', PASSWORD),
        'a header that is added with -H': HEADER,
      },
    );
    expect(leaks).toEqual([]);
    expect(seen()).toContain('9000021');
    expect(seen()).toContain('Orders.create');
  } finally {
    await terminal.close();
  }
});

/** Two looks that see the same: what a key has done is drawn. */
async function settled(terminal: OpenTerminal): Promise<void> {
  let before = '';
  await expect
    .poll(
      () => {
        const now = terminal.screen().join('\n');
        const isSame = now === before;
        before = now;
        return isSame;
      },
      { timeout: 20_000, interval: 60 },
    )
    .toBe(true);
}

it('init: the key is not shown while it is typed, and stands in .env alone', async () => {
  mkdirSync(join(folder.path, '.git'));
  const { terminal, look, seen } = watch(['init'], {});
  const answer = async (question: RegExp, text: string): Promise<void> => {
    await terminal.waitFor((rows) => rows.some((row) => question.test(row)), 20_000);
    terminal.press(`${text}\r`);
    look();
  };
  try {
    await answer(/Address of the shop/, shop.apiUrl);
    await answer(/login/, LOGIN);
    await answer(/key \(not shown\)/, KEY);
    await answer(/Events/, 'Orders.create');
    await answer(/Your handler/, String(handler.port));
    expect(await terminal.exit).toBe(0);
    const { leaks, found } = scan(
      {
        'the screen': seen(),
        'the configuration that init writes': bytesBelow(join(folder.path, 'upgates-dev.config.json')),
        '.env that init writes': bytesBelow(join(folder.path, '.env')),
      },
      { "the shop's API key": KEY, 'login and key as a Basic value': basicOf(LOGIN, KEY) },
    );
    expect(leaks).toEqual([]);
    expect(found).toEqual(["the shop's API key in .env that init writes"]);
    expect(bytesBelow(join(folder.path, '.gitignore'))).toContain('.env');
  } finally {
    await terminal.close();
  }
});
