/** A developer does not want to wait five minutes for a repeat: the next attempt comes now, or the shop's clock runs faster. */
import { expect, it } from 'vitest';
import { answers, story } from '../../support/story.ts';

const { handler: start, screen: open } = story();

it('has the next attempt with one key, and hours in seconds with another', async () => {
  const handler = await start(answers(500, 500, 204));
  const screen = await open(['-e', 'Orders.*', '-f', String(handler.port), '--traffic', '1/min']);
  await screen.see(/▶ .* 500 .*↻ repeats in 4:/);
  screen.press('.');
  await screen.see(/↻ repeats in 4:.*#2/);
  screen.press('.');
  await screen.see(/✓ delivered {2}#3/);
  expect(new Set(handler.calls.map(({ body }) => body.toString())).size).toBe(1);
  screen.press('+');
  await screen.see('clock 2x');
  screen.press('+');
  await screen.see(/clock (?:[3-9]|\d\d+)x/);
  screen.press('-');
  await screen.see('clock 2x');
  await screen.leave();
});
