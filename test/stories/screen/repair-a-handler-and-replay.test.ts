/** A developer repairs the handler and plays the failed call again: the screen says whether it is fixed. */
import { expect, it } from 'vitest';
import { answers, order, story } from '../../support/story.ts';

const { handler: start, quietScreen } = story();

it('is told that it is fixed, or still wrong', async () => {
  const handler = await start(answers(201, 500, 204));
  const screen = await quietScreen({ handler });
  await screen.call('Orders.create', order('9000211'));
  await screen.see(/▶ .* 201 .*↻ repeats/);
  screen.press('r');
  await screen.see(/1 repeats.*unchanged/);
  screen.press('r');
  await screen.see(/1 delivered.*fixed/);
  screen.press('g', 'Enter');
  await screen.see(/Replay of \w+, fixed: it went wrong before, now/);
  expect(handler.calls.map(({ body }) => body.toString())).toEqual(Array<string>(3).fill(order('9000211')));
  await screen.leave();
});
