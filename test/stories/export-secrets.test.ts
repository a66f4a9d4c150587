/** What a real session has captured is exported in every form, and none holds a secret of it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startHandler, type TestHandler } from '../support/handler.ts';
import { startProgram, temporaryFolder } from '../support/program.ts';
import { credentialsFor, KEY, LOGIN, startShopDouble, type ShopDouble } from '../support/shop-double.ts';

let folder: { path: string; remove: () => Promise<void> };
let handler: TestHandler;
let shop: ShopDouble;

beforeEach(async () => {
  folder = await temporaryFolder();
  handler = await startHandler((call) => ({ kind: 'answer', status: 200, body: call.body.toString() }));
  shop = await startShopDouble();
});

afterEach(async () => {
  await handler.close();
  await shop.close();
  await folder.remove();
});

const HANDLER_PASSWORD = 'password-of-the-handler';

/** The call speaks of every secret there is, and the handler says them all again. */
async function capture(): Promise<{ readonly id: string; readonly secrets: readonly string[] }> {
  const target = handler.url.replace('//', `//me:${HANDLER_PASSWORD}@`);
  const args = ['listen', '--json', '--tunnel', 'none', '-e', 'Orders.create', '-f', target, '--max-deliveries', '1'];
  const env = { ...credentialsFor(shop), HOME: folder.path, XDG_STATE_HOME: folder.path };
  const program = startProgram({ args: [...args, '--data-dir', 'data'], cwd: folder.path, env });
  await program.line(({ kind }) => kind === 'ready');
  const url = new URL(shop.webhooks[0]?.url ?? '');
  const password = decodeURIComponent(url.password);
  const path = url.pathname.split('/')[1] ?? '';
  const order = {
    order_number: '1',
    note: `${url.href} ${KEY}`,
    back: handler.url.replace('//', `//${HANDLER_PASSWORD}@`),
  };
  await shop.send('Orders.create', JSON.stringify({ orders: [order], key: KEY, [KEY]: path, password }));
  expect(await program.exit).toBe(0);
  const id = String(program.lines().find(({ kind }) => kind === 'attempt')?.['delivery']);
  const basic = Buffer.from(`${decodeURIComponent(url.username)}:${password}`).toString('base64');
  const handlers = Buffer.from(`me:${HANDLER_PASSWORD}`).toString('base64');
  return { id, secrets: [KEY, path, password, basic, HANDLER_PASSWORD, handlers] };
}

const bytesIn = (dir: string): string =>
  readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(dir, entry.name), 'latin1'))
    .join('\n');

it('exports json, curl and a fixture without key, password or secret path', async () => {
  const { id, secrets } = await capture();
  for (const secret of secrets) expect(secret.length).toBeGreaterThan(8);
  // What came is kept as it came, so they are there to be let out.
  expect(bytesIn(join(folder.path, 'data'))).toContain(secrets[1]);
  const env = { ...credentialsFor(shop), HOME: folder.path };
  const exports = [
    ...['json', 'curl', 'fixture'].map((form) => ['history', 'export', form, id]),
    ['fixtures', 'save', id],
  ];
  for (const args of exports) {
    const program = startProgram({ args: [...args, '--data-dir', 'data'], cwd: folder.path, env });
    expect([args, await program.exit]).toEqual([args, 0]);
    const out = program.stdout() + program.stderr();
    for (const secret of secrets) expect(out).not.toContain(secret);
    if (args[0] === 'history') expect(out).toContain('order_number');
  }
  const saved = bytesIn(join(folder.path, 'fixtures', 'upgates'));
  expect(saved).toContain('order_number');
  for (const secret of secrets) expect(saved).not.toContain(secret);
  expect(LOGIN).not.toBe(KEY);
});
