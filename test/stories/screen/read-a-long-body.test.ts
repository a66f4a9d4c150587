/** A developer reads a call with 5000 orders: folds what is beside the point, searches, and sees letters as they were sent. */
import { expect, it } from 'vitest';
import { BOTH_SIZES, story } from '../../support/story.ts';

const { quietScreen } = story();

/** As PHP writes it: every letter beyond ASCII escaped. */
function escapedOrders(count: number): string {
  const orders = Array.from({ length: count }, (_, index) => ({
    order_number: String(9_000_000 + index),
    customer: { name: 'Žluťoučký Kůň' },
  }));
  const escape = (letter: string): string => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify({ orders }).replaceAll(/[\u0080-\uffff]/g, escape);
}

it.each(BOTH_SIZES)('folds and searches among 5000 orders at $cols x $rows', async (size) => {
  const screen = await quietScreen(size);
  expect(await screen.call('Orders.create', escapedOrders(5000))).toBe(204);
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
  await screen.leave();
});
