/** Somebody hostile finds the address: the session lives, and nothing that was sent reaches the terminal as more than text. */
import { afterEach, describe, expect, it } from 'vitest';
import { callRaw } from '../receive/raw-caller.ts';
import { openQuietShop, type QuietShop } from '../session/calls/load-play.ts';
import { startHandler } from '../support/handler.ts';
import { BIN, startProgram, temporaryFolder } from '../support/program.ts';
import { openTerminal } from '../support/terminal.ts';

const EVENT = 'Orders.create';
const ESC = '\u001b';
/** Clear the screen, go home, red, a new title, leave the alternate screen, write from right to left, ring. */
const ATTACKS = [
  `${ESC}[2J`,
  `${ESC}[H`,
  `${ESC}[31m`,
  `${ESC}]0;owned\u0007`,
  `${ESC}[?1049l`,
  '\u202eowned',
  '\u009b2J',
];

const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
});

interface World {
  readonly shop: QuietShop;
  readonly folder: string;
  readonly args: readonly string[];
}

/** A handler whose answer attacks too. */
async function openWorld(): Promise<World> {
  const folder = await temporaryFolder();
  const shop = await openQuietShop();
  const handler = await startHandler({ kind: 'answer', status: 500, body: ATTACKS.join('') });
  cleanUp.push(folder.remove, () => shop.close(), handler.close);
  const args = ['listen', '--tunnel', 'none', '-e', EVENT, '-f', String(handler.port)];
  return { shop, folder: folder.path, args };
}

/** Bodies of orders whose number attacks, then whatever else comes to a hostile mind. */
async function attack(shop: QuietShop): Promise<void> {
  const url = new URL((await shop.urls()).get(EVENT) ?? '');
  const port = Number(url.port);
  const good = { path: url.pathname, auth: Buffer.from(`${url.username}:${url.password}`).toString('base64') };
  for (const text of ATTACKS) {
    const body = JSON.stringify({ [text]: text, orders: [{ order_number: text, [text]: text }] });
    const raw = body.replaceAll('\\u001b', ESC).replaceAll('\\u0007', '\u0007');
    for (const sent of [body, raw])
      expect((await callRaw(port, post(good, Buffer.from(sent)))).statuses).toEqual(['500']);
  }
  const strange = ATTACKS.map((text) => `/${encodeURIComponent(text)}`).concat(ATTACKS.map((text) => `/${text}`));
  for (const path of strange) {
    const { statuses } = await callRaw(port, post({ ...good, path }, Buffer.from('{}')));
    expect([['404'], ['400']]).toContainEqual(statuses);
  }
  for (const bytes of [
    '\u0016\u0003\u0001',
    `${ESC}[2J\r\n\r\n`,
    'GET / HTTP/9.9\r\n\r\n',
    'CONNECT x:1 HTTP/1.1\r\n\r\n',
  ]) {
    await callRaw(port, { sends: [bytes, (socket) => void socket.end()], answers: 1 });
  }
  const last = Buffer.from(JSON.stringify({ orders: [{ order_number: '9000777' }] }));
  expect((await callRaw(port, post(good, last))).statuses).toEqual(['500']);
}

function post({ path, auth }: { path: string; auth: string }, body: Buffer): Parameters<typeof callRaw>[1] {
  const lines = [`POST ${path} HTTP/1.1`, 'Host: x', `Authorization: Basic ${auth}`, `Content-Length: ${body.length}`];
  return { sends: [Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'utf8'), body])], answers: 1 };
}

/** Stands in the first line as long as the screen is ours. */
const HEALTH = '● local';

describe('a hostile caller', () => {
  it.each([
    ['lines', ['--output', 'lines', '--no-color']],
    ['json', ['--json']],
  ])('puts no control character into %s', async (_, more) => {
    const { shop, folder, args } = await openWorld();
    const program = startProgram({ args: [...args, ...more], cwd: folder, env: { HOME: folder, ...shop.env } });
    cleanUp.push(() => Promise.resolve(program.kill('SIGKILL')));
    await expect.poll(async () => (await shop.urls()).has(EVENT), { timeout: 10_000 }).toBe(true);
    await expect.poll(() => program.stdout() + program.stderr(), { timeout: 10_000 }).toMatch(/ready|listening/i);
    await attack(shop);
    await expect.poll(() => program.stdout(), { timeout: 10_000 }).toContain('9000777');
    program.kill('SIGTERM');
    expect(await program.exit).toBe(143);
    // oxlint-disable-next-line no-control-regex
    expect(program.stdout() + program.stderr()).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });

  it('cannot move, colour or leave the screen', async () => {
    const { shop, folder, args } = await openWorld();
    const terminal = openTerminal({
      command: process.execPath,
      args: [BIN, ...args],
      cols: 100,
      rows: 30,
      cwd: folder,
      env: { HOME: folder, ...shop.env },
    });
    cleanUp.push(() => terminal.close());
    await terminal.waitFor((rows) => rows.some((row) => row.includes(EVENT) || /waiting/i.test(row)), 15_000);
    await expect.poll(async () => (await shop.urls()).has(EVENT), { timeout: 10_000 }).toBe(true);
    await attack(shop);
    const rows = await terminal.waitFor((now) => now.some((row) => row.includes('9000777')), 15_000);
    expect(terminal.isAlternate()).toBe(true);
    expect(rows[0]).toContain(HEALTH);
    // The newest of them fit on the screen; which ones depends on how many lines a notice takes.
    expect(rows.join('\n')).toMatch(/\\x1b|\\x9b|\\u202e/);
    for (const key of ['Down', 'Down', '2', '3', '4', '5', '1', 'g']) {
      terminal.press(key);
      await terminal.waitFor((now) => now[0]?.includes(HEALTH) === true);
      expect(terminal.isAlternate()).toBe(true);
    }
    terminal.press('Ctrl-C');
    expect(await terminal.exit).toBe(130);
  });
});
