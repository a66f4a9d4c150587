/** A developer sees in a call what changed only, and looks at the whole order: for nothing, or at a price that is said first. */
import { afterEach, expect, it } from 'vitest';
import { openBench } from '../../support/killed-program.ts';
import { openScreen, type OpenScreen } from '../../support/screen.ts';
import { credentialsFor } from '../../support/shop-double.ts';

const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
});

it.each([
  [100, 30],
  [60, 16],
])('shows the order of the simulated shop at once, as a document, at %i x %i', async (cols, rows) => {
  const screen = await openScreen({ args: ['-e', 'Orders.create', '--traffic', '1/min'], cols, rows });
  cleanUp.push(() => screen.close());
  await screen.see('✓ delivered');
  screen.press('o');
  await screen.see(/order 9\d+ · as of \d\d:\d\d:\d\d/);
  screen.press('Enter');
  await screen.see('▶{');
  screen.press('&');
  await screen.see(/^ & /);
  screen.press('firstname_inv');
  await screen.see(/^▶ +"firstname_invoice"/);
  screen.press('Enter');
  await screen.miss(/^ & /);
  screen.press('z');
  await screen.see(/^▶ +"customer": \{ … \d+ \}/);
  // A second look is one at what is known.
  screen.press('1');
  await screen.miss('as of');
  screen.press('o');
  await screen.see(/order 9\d+ · as of/);
  screen.press('Ctrl-C');
  expect(await screen.terminal.exit).toBe(130);
});

const CALL = JSON.stringify({ orders: ['9000211', '9000212'].map((number) => ({ order_number: number })) });

interface RealShop {
  readonly screen: OpenScreen;
  readonly shop: Awaited<ReturnType<typeof openBench>>['shop'];
  /** Calls for orders alone. */
  readonly asked: () => readonly string[];
}

async function openReal(left: number): Promise<RealShop> {
  const bench = await openBench();
  cleanUp.push(() => bench.close());
  const { shop } = bench;
  shop.left = left;
  const args = ['listen', '--tunnel', 'none', '-e', 'Orders.update'];
  const screen = await openScreen({ args, env: credentialsFor(shop) });
  cleanUp.push(() => screen.close());
  await screen.see('Waiting for the first call');
  expect(await shop.send('Orders.update', CALL)).toBe(204);
  await screen.see('✓ delivered');
  return { screen, shop, asked: () => shop.calls.filter((call) => call.includes('/orders')) };
}

it('says the price at a real shop, spends one call, keeps the answer, and the last call for the end', async () => {
  const { screen, shop, asked } = await openReal(5);
  shop.entities.set('/orders/9000212', { orders: [{ order_number: '9000212', note: 'hezký\u001b[31m den' }] });
  screen.press('o');
  await screen.see('The call speaks of 2. Ask the shop for one order: 1 API call, 4 left.');
  expect(asked()).toEqual([]);
  await screen.type('212');
  await screen.miss('9000211  ');
  screen.press('Enter');
  await screen.see(/order 9000212 · as of .* · 2 of 2 · o asks again/);
  await screen.see(String.raw`"note": "hezký\u001b[31m den"`);
  expect(asked()).toEqual(['GET /orders/9000212']);
  screen.press('o');
  await screen.see(/▶ 9000212 +known since .*: Enter shows it, Tab asks again/);
  screen.press('Enter');
  await screen.miss('known since');
  expect(asked()).toHaveLength(1);
  // Asked for again by a wish of its own, and refused when the call would be the last.
  screen.press('o', 'Tab');
  await screen.see('2 API calls are left.');
  expect(asked()).toHaveLength(2);
  screen.press('o', 'Up', 'Enter');
  await screen.see('1 API call is left.');
  await screen.see(/the shop said that it has no order 9000211/);
  expect(asked()).toHaveLength(3);
  screen.press('o', 'Tab');
  await screen.see('The last API call is kept for removing our webhooks at the end.');
  expect(asked()).toHaveLength(3);
  screen.press('q');
  expect(await screen.terminal.exit).toBe(0);
  expect(shop.webhooks).toEqual([]);
});

it('tells in plain words what the shop answers instead', async () => {
  const { screen, shop, asked } = await openReal(50);
  shop.misbehave = ({ what }) =>
    what.startsWith('GET /orders')
      ? { kind: 'answer', status: 403, body: '{"messages":[{"message":"No right to orders double-key-1"}]}' }
      : null;
  screen.press('o', 'Enter');
  await screen.see(/forbids GET \/orders\/9000211 to this API user: No right to orders …/);
  shop.misbehave = ({ what }) => (what.startsWith('GET /orders') ? { kind: 'cut' } : null);
  screen.press('o', 'Enter');
  await screen.see(/broke off its answer to GET \/orders\/9000211/);
  shop.misbehave = ({ what }) =>
    what.startsWith('GET /orders') ? { kind: 'answer', status: 404, body: '{"message":"Not found"}' } : null;
  screen.press('o', 'Enter');
  await screen.see(/the shop said that it has no order 9000211, or no longer/);
  expect(asked()).toHaveLength(3);
  screen.press('Ctrl-C');
  expect(await screen.terminal.exit).toBe(130);
  expect(screen.terminal.history().join('\n')).not.toContain('double-key-1');
});
