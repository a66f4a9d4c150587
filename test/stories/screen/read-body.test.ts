/** A developer reads a call: folds what is beside the point, searches, and is told what is wrong with a body that is broken. */
import { afterEach, expect, it } from 'vitest';
import { startHandler } from '../../support/handler.ts';
import { openQuietScreen, type QuietScreen } from '../../support/quiet-screen.ts';

const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
});

async function open(size: { cols: number; rows: number }): Promise<QuietScreen> {
  const handler = await startHandler({ kind: 'answer', status: 204 });
  cleanUp.push(() => handler.close());
  const screen = await openQuietScreen({ events: ['Orders.create'], handler, ...size });
  cleanUp.push(() => screen.close());
  return screen;
}

const SIZES = [
  { cols: 100, rows: 30 },
  { cols: 60, rows: 16 },
];

it.each(SIZES)('folds and searches at $cols x $rows, also among 5000 orders', async (size) => {
  const screen = await open(size);
  const orders = Array.from({ length: 5000 }, (_, index) => ({
    order_number: String(9_000_000 + index),
    customer: { name: 'Žluťoučký Kůň' },
  }));
  const escaped = JSON.stringify({ orders }).replaceAll(
    /[\u0080-\uffff]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  expect(await screen.call('Orders.create', escaped)).toBe(204);
  await screen.see('✓ delivered');
  screen.press('2', 'Enter');
  await screen.see(/1(?: of |\/)30004/);
  await screen.see('"name": "Žluťoučký Kůň"');
  screen.press('j', 'j', 'Z');
  await screen.see(/^▶ {4}\{ … 2 \},/);
  screen.press('&');
  screen.press('9004321');
  await screen.see(/match 1(?: of |\/)1/);
  screen.press('Enter');
  await screen.see(/^▶ +"order_number": "9004321"/);
  screen.press('v');
  await screen.see('\\u017dlu');
  screen.press('g', 'j', 'z');
  await screen.see(/^▶ {2}"orders": \[ … 5000 \]/);
  screen.press('Ctrl-C');
  expect(await screen.terminal.exit).toBe(130);
});

it.each(SIZES)('says at $cols x $rows what is no JSON, and goes there', async (size) => {
  const screen = await open(size);
  await screen.call('Orders.create', `{"orders":[{"note":"${'lorem ipsum '.repeat(300)}","total":12x}]}`);
  // Not its event: the screen that waits for the first call names that too.
  await screen.see('✓ delivered');
  screen.press('2', 'Enter');
  await screen.see('No valid JSON: a value is expected');
  screen.press('n');
  await screen.see(/^▶.*12x/);
  screen.press('Escape', 'Tab', '1', '&');
  await screen.see('This is for the body: press 2.');
  screen.press('Ctrl-C');
  expect(await screen.terminal.exit).toBe(130);
});
