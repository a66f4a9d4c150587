/** A developer's customers write in every script, and somebody sends escape sequences: columns stand straight, nothing moves. */
import { expect, it } from 'vitest';
import type { Picture } from '../../support/picture.ts';
import { BOTH_SIZES, order, story } from '../../support/story.ts';

const { quietScreen } = story();

const HOSTILE = '\u001b[2J\u001b[1;1H\u001b]0;owned\u0007\u202eevil\u200b';

it.each(BOTH_SIZES)('keeps its columns at $cols x $rows, and shows what was sent as text', async (size) => {
  const screen = await quietScreen(size);
  await screen.call('Orders.create', order('9000001'));
  await screen.call('Orders.create', order('注文九〇〇〇〇〇二'));
  await screen.call('Orders.create', order('Žluťoučký'));
  await screen.call('Orders.create', order(HOSTILE, { note: HOSTILE }));
  await screen.see(/▶ .*\\x1b/);
  expect(columnsOf(screen.terminal.picture(), '✓ delivered')).toHaveLength(1);
  screen.press('2', 'Enter');
  await screen.see(/"\\u001b\[2J\\u001b\[1;1H\\u001b\]0;owned/);
  const rows = screen.terminal.screen();
  expect(rows[0]).toContain('● ');
  expect(rows.at(-1)).toContain('q');
  await screen.leave();
});

/** The columns at which a text begins in the rows that have it. */
function columnsOf({ rows }: Picture, text: string): readonly number[] {
  const found = rows.flat().filter((piece) => piece.text.includes(text));
  return [...new Set(found.map((piece) => piece.column + piece.text.indexOf(text)))];
}
