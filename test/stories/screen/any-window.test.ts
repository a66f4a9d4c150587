/**
 * A developer pulls the window about, from 60 x 16 to 300 x 100 and below, in whichever script keys and names are written:
 * what stands there is what is drawn anew, and nothing is lost in between.
 */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startHandler, type TestHandler } from '../../support/handler.ts';
import { openQuietScreen, type QuietScreen } from '../../support/quiet-screen.ts';

/** Czech, Chinese, Japanese, emoji alone, joined and as a flag, letters with loose marks, from right to left. */
const KEYS = ['OBJ-č-2024/ř', '漢字商店-1', '受注-9000211', '🛒9000208', '👩‍👩‍👧-7', '🇨🇿-5', 'e\u0301\u0323x', 'שלום-3'];

let handler: TestHandler;
let screen: QuietScreen;
const seen = { bytes: 0, clears: 0 };

beforeEach(async () => {
  handler = await startHandler({ kind: 'answer', status: 204 });
  screen = await openQuietScreen({
    events: ['Orders.create'],
    handler,
    onBytes(text) {
      seen.bytes += text.length;
      seen.clears += text.split('\u001b[2J').length - 1;
    },
  });
});

afterEach(async () => {
  await screen.close();
  await handler.close();
});

async function callWithAllKeys(): Promise<void> {
  for (const number of KEYS) {
    const body = JSON.stringify({ project_name: `Žluťoučký ${number} 漢字`, orders: [{ order_number: number }] });
    expect(await screen.call('Orders.create', body)).toBe(204);
  }
}

/** Until nothing has been written for a moment. */
async function settle(): Promise<void> {
  for (let round = 0, before = -1; round < 40 && before !== seen.bytes; round += 1) {
    before = seen.bytes;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}

/** Without the clock. */
const still = (rows: readonly string[]): string => rows.join('\n').replace(/\d\d:\d\d$/m, '');

async function isWholeAt(cols: number, rows: number): Promise<void> {
  screen.terminal.resize(cols, rows);
  await screen.terminal.waitFor((shown) => shown.length === rows && (shown.at(-1) ?? '').trim() !== '', 20_000);
  await settle();
  const [before, clears] = [still(screen.terminal.screen()), seen.clears];
  screen.press('Ctrl-L');
  await screen.terminal.waitFor(() => seen.clears > clears, 20_000);
  await settle();
  expect(still(screen.terminal.screen())).toBe(before);
}

it('what is open stays whole in every window', async () => {
  await callWithAllKeys();
  await screen.see(`✓ ${KEYS.length}`);
  await isWholeAt(60, 16);
  screen.press('i');
  await screen.see('way in');
  await isWholeAt(300, 100);
  screen.press('Escape', 'j', '2', 'Enter');
  await screen.see('project_name');
  await isWholeAt(61, 17);
  screen.press('/');
  await isWholeAt(100, 30);
});

it('below 60 x 16 the session goes on, says so, and shows all of it when there is room again', async () => {
  screen.terminal.resize(59, 15);
  await screen.see('This window is too small for the screen: it needs 60 x 16.');
  await callWithAllKeys();
  screen.press('/', 'x', 'Enter');
  screen.terminal.resize(100, 30);
  await screen.see(/▶ .*✓ delivered/);
  await screen.terminal.waitFor((rows) => rows.filter((row) => /\d\d .*✓ delivered/.test(row)).length === KEYS.length);
  screen.terminal.resize(20, 5);
  await screen.see('Calls are taken.');
  screen.press('q');
  expect(await screen.terminal.exit).toBe(0);
  expect(screen.terminal.isAlternate()).toBe(false);
});
