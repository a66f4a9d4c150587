/** A developer looks after the webhooks of the simulated shop, which costs nothing: switches, deletes and makes them. */
import { expect, it } from 'vitest';
import { BOTH_SIZES, story } from '../../support/story.ts';

const { screen: open } = story();

it.each(BOTH_SIZES)('switches, deletes and makes webhooks at $cols x $rows', async (size) => {
  const screen = await open(['-e', 'Orders.*', '--traffic', '1/min'], size);
  await screen.see('✓ delivered');
  screen.press('w');
  await screen.see('3 at the shop');
  await screen.see(/▶ ● .*Orders\.create +✓ \d\d:\d\d 20[04]/);
  screen.press('Enter');
  await screen.see(/▶ ○ .*Orders\.create/);
  await screen.see(/is off: the shop calls/);
  screen.press('Enter');
  await screen.see(/▶ ● .*Orders\.create/);
  screen.press('Down', 'd');
  await screen.see('Delete it (free, the shop is simulated)? y / n');
  screen.press('n');
  await screen.see('d delete');
  screen.press('d', 'y');
  await screen.see('2 at the shop');
  await screen.miss('Orders.update');
  screen.press('n');
  await screen.see('Enter make');
  await screen.type('Products.crate');
  screen.press('Enter');
  await screen.see('There is no event Products.crate');
  // Ctrl-U: the line is still there, to be mended.
  screen.press('\u0015');
  await screen.see(/^ event\s*$/);
  await screen.type('Products.create');
  screen.press('Enter');
  await screen.see('3 at the shop');
  await screen.see(/● .*Products\.create/);
  screen.press('w');
  await screen.miss('at the shop');
  screen.press('q');
  expect(await screen.terminal.exit).toBe(0);
  expect(screen.terminal.history().join('\n')).toContain('4 webhooks removed');
});
