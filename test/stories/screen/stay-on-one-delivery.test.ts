/** A developer reads a delivery while new ones come in: it stays under the eye, the new ones count up, one key goes back to them. */
import { expect, it } from 'vitest';
import { BOTH_SIZES, order, story } from '../../support/story.ts';

const { quietScreen } = story();

it.each(BOTH_SIZES)('keeps the chosen one at $cols x $rows and counts what is new', async (size) => {
  const screen = await quietScreen(size);
  const comes = async (number: string): Promise<void> => void (await screen.call('Orders.create', order(number)));
  await comes('9000001');
  await comes('9000002');
  await screen.see(/▶ .*9000002/);
  screen.press('j');
  await screen.see(/▶ .*9000001/);
  await screen.see('── not following, g follows');

  await comes('9000003');
  await screen.see('── ▲ 1 new, g shows');
  await comes('9000004');
  const rows = await screen.see('── ▲ 2 new, g shows');
  expect(rows.join('\n')).toMatch(/▶ .*9000001/);
  expect(screen.deliveries()).toHaveLength(2);

  screen.press('g');
  await screen.see(/▶ .*9000004/);
  await screen.miss('new, g shows');
  await comes('9000005');
  await screen.see(/▶ .*9000005/);
  await screen.leave();
});
