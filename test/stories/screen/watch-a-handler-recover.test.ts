/** A developer watches a failing handler recover: the repeats of one delivery in one row, counted down, until it is delivered. */
import { expect, it } from 'vitest';
import { answers, story } from '../../support/story.ts';

const { handler: start, screen: open } = story();

it('sees the countdown, the number of the attempt, and the delivery at last', async () => {
  const handler = await start(answers(500, 500, 500, 200));
  // Five minutes pass in a second.
  const screen = await open(['-f', String(handler.port), '--traffic', '1/min', '--speed', '300']);
  await screen.see(/↻ repeats in 0:0\d/);
  await screen.see(/↻ repeats .*#2/);
  await screen.see(/✓ delivered +#4/);
  screen.press('4');
  const rows = await screen.see('[4 attempts]');
  for (const attempt of [/#4 .*200 .*✓ delivered/, /#3 .*500 .*↻ repeats/]) expect(rows.join('\n')).toMatch(attempt);
  expect(handler.calls).toHaveLength(4);
  expect(new Set(handler.calls.map(({ body }) => body.toString())).size).toBe(1);
  await screen.leave();
});
