/** A newcomer has no handler yet: calls are kept, keys that need one say so, and the simulated shop sends a sample. */
import { expect, it } from 'vitest';
import { story } from '../../support/story.ts';

const { screen: open } = story();

it('only looks, is told how to give a handler, and has the shop send one more', async () => {
  const screen = await open(['-e', 'Orders.create', '--traffic', '1/min']);
  await screen.see('✓ delivered');
  await screen.see('→ Give a handler with --forward 3000 to have the calls passed on.');
  screen.press('r');
  await screen.see('There is no handler: give one with --forward 3000.');
  screen.press('t');
  await screen.see(/by the simulated shop/);
  screen.press('Enter');
  await screen.terminal.waitFor(() => screen.deliveries().length === 2);
  await screen.leave();
});

it('is not promised a call where the shop has none to make', async () => {
  const screen = await open(['-e', 'Orders.create', '--traffic', '0']);
  await screen.see('The shop is simulated: no account is needed, and it calls only when it is told to.');
  await screen.see('Calls are kept and answered 204; give a handler with --forward 3000.');
  screen.press('t', 'Enter');
  await screen.see('✓ delivered');
  expect(screen.deliveries()).toHaveLength(1);
  await screen.leave();
});
