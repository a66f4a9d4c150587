/** A developer comes back to a long list in which a few things went wrong, and goes from one to the next. */
import { expect, it } from 'vitest';
import { BOTH_SIZES, order, story } from '../../support/story.ts';

const { handler: start, quietScreen } = story();

it.each(BOTH_SIZES)('finds both failures among thirty calls at $cols x $rows', async (size) => {
  const handler = await start((_, number) => ({ kind: 'answer', status: [5, 20].includes(number) ? 500 : 204 }));
  const screen = await quietScreen({ handler, ...size });
  for (let number = 1; number <= 30; number += 1) await screen.call('Orders.create', order(String(9_000_000 + number)));
  await screen.see(/▶ .*9000030/);
  screen.press(']');
  await screen.see(/▶ .*9000020 +500/);
  await screen.see('Your handler answered 500 Internal Server Error.');
  screen.press(']');
  await screen.see(/▶ .*9000005 +500/);
  screen.press(']');
  await screen.see('No delivery that went wrong is older');
  screen.press('[');
  await screen.see(/▶ .*9000020 +500/);
  expect(handler.calls).toHaveLength(30);
  await screen.leave();
});
