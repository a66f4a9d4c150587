/** A developer whose handler is down opens the panel of health, starts the handler, and sees it come up. */
import { it } from 'vitest';
import { BOTH_SIZES, GOOD, story } from '../../support/story.ts';

const { handler: start, portWithoutHandler, screen: open } = story();

it.each(BOTH_SIZES)('is told at $cols x $rows since when it is down, and up again', async (size) => {
  const port = await portWithoutHandler();
  const screen = await open(['-e', 'Orders.create', '-f', String(port), '--traffic', '1/min'], size);
  await screen.see('First call without a handler');
  screen.press('i');
  await screen.see(/handler +○ down since \d\d:\d\d:\d\d/);
  await screen.see(/history +1 deliveries, \d/);
  await start(GOOD, port);
  await screen.see(/handler +● up since \d\d:\d\d:\d\d/);
  screen.press('Escape');
  await screen.miss('── health');
  screen.press('.');
  await screen.see('✓ delivered');
  await screen.leave();
});
