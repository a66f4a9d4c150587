/** A developer looks for the calls that matter: the filter counts while it is typed, and shows what is wrong with it in place. */
import { expect, it } from 'vitest';
import { answers, BOTH_SIZES, order, story } from '../../support/story.ts';

const { handler: start, quietScreen } = story();

it.each(BOTH_SIZES)('filters at $cols x $rows, also what comes in later', async (size) => {
  const handler = await start(answers(204, 500, 204, 500));
  const screen = await quietScreen({ handler, ...size });
  for (const number of ['9000001', '9000002', '9000003']) await screen.call('Orders.create', order(number));
  await screen.see(/9000003 +204/);
  screen.press('/');
  await screen.see('3 deliveries fit.');
  await screen.type('verdict:repaets');
  await screen.see(/^ {3,}\^$/);
  await screen.see('"verdict" takes delivered, repeats, timed-out.');
  screen.press('\u0017');
  await screen.see('3 deliveries fit.');
  await screen.type('verdict:repeats');
  await screen.see('1 delivery fits.');
  expect(screen.deliveries()).toHaveLength(1);
  screen.press('Enter');
  await screen.see('── filter verdict:repeats (Esc clears) ── 1 fits');

  await screen.call('Orders.create', order('9000004'));
  await screen.see('── filter verdict:repeats (Esc clears) ── 2 fit');
  screen.press('Escape');
  await screen.terminal.waitFor(() => screen.deliveries().length === 4);
  await screen.leave();
});

it('says that nothing fits, and how to get the list back', async () => {
  const screen = await quietScreen({});
  await screen.call('Orders.create', order('9000001'));
  await screen.see(/9000001 .*✓ delivered/);
  screen.press('/');
  await screen.see('1 delivery fits.');
  await screen.type('status:500');
  await screen.see('No deliveries fit.');
  screen.press('Enter');
  await screen.see('No delivery fits the filter. Esc clears it.');
  screen.press('Escape');
  await screen.see(/9000001 .*✓ delivered/);
  await screen.leave();
});
