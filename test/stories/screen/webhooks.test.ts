/** A developer looks after the shop's webhooks from the screen: the simulated shop for nothing, a real one at a price. */
import { afterEach, expect, it } from 'vitest';
import { openBench } from '../../support/killed-program.ts';
import { openScreen } from '../../support/screen.ts';
import { credentialsFor } from '../../support/shop-double.ts';

const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
});

it.each([
  [100, 30],
  [60, 16],
])('switches, deletes and makes webhooks of the simulated shop at %i x %i', async (cols, rows) => {
  const screen = await openScreen({ args: ['-e', 'Orders.*', '--traffic', '1/min'], cols, rows });
  cleanUp.push(() => screen.close());
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

it('asks a real shop only when told to, says the price, and leaves nothing behind', async () => {
  const bench = await openBench();
  cleanUp.push(() => bench.close());
  bench.shop.left = 20;
  const args = ['listen', '--tunnel', 'none', '-e', 'Orders.*'];
  const screen = await openScreen({ args, env: credentialsFor(bench.shop) });
  cleanUp.push(() => screen.close());
  await screen.see('Waiting for the first call');
  const gets = (): number => bench.shop.calls.filter((call) => call.startsWith('GET')).length;
  const before = gets();
  screen.press('w');
  await screen.see(/The 3 of this session\. r asks the shop for all and their last calls \(1 API call, 17/);
  expect(gets()).toBe(before);
  screen.press('r');
  await screen.see(/3 at the shop at .*, 3 of this session/);
  expect(gets()).toBe(before + 1);
  screen.press('Enter');
  await screen.see(/▶ ○ off/);
  expect(bench.shop.webhooks.filter(({ active_yn: isActive }) => !isActive)).toHaveLength(1);
  screen.press('Enter');
  await screen.miss('○ off');
  screen.press('d', 'y');
  await screen.see('2 at the shop');
  expect(bench.shop.webhooks).toHaveLength(2);
  // The screen learns it with the next answer; the call that is last then is kept.
  bench.shop.left = 2;
  screen.press('r');
  await screen.see('1 API call, 1 left');
  screen.press('r');
  await screen.see('The last API call is kept for removing our webhooks at the end.');
  screen.press('Escape');
  await screen.see('2 webhooks registered');
  screen.press('q');
  expect(await screen.terminal.exit).toBe(0);
  expect(bench.shop.webhooks).toEqual([]);
});
