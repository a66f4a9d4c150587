/** A developer breaks answers on purpose: writes a fault, is told what is wrong with it, sees it at work, and clears it. */
import { expect, it } from 'vitest';
import { GOOD, order, story } from '../../support/story.ts';

const { handler: start, quietScreen } = story();

it('spoils one answer, and says afterwards what was spoiled', async () => {
  const handler = await start(GOOD);
  const screen = await quietScreen({ handler });
  screen.press('f');
  await screen.see('○ outage');
  screen.press('n');
  await screen.see('Enter set');
  await screen.type('status=503,tims=1');
  screen.press('Enter');
  await screen.see(/^ +\^$/);
  screen.press('Left', 'Left', 'Left', 'e');
  await screen.see('status=503,times=1');
  screen.press('Enter');
  await screen.see(/● status=503,times=1 .*no call yet/);
  screen.press('Escape');
  await screen.see('⚡ status=503,times=1');

  expect(await screen.call('Orders.create', order('9000211'))).toBe(503);
  await screen.see(/9000211 +204 .*↻ repeats, alone ✓ ⚡|9000211 +204 .*↻ repeats ✓ ⚡ status=503/);
  await screen.see(/Your handler answered 204 No Content\. The fault status=503,times=1/);
  expect(handler.calls).toHaveLength(1);
  screen.press('f');
  await screen.see(/○ status=503,times=1 .*spoiled 1 of 1, used up/);
  screen.press('c');
  await screen.miss(/spoiled 1 of 1/);
  await screen.leave();
});
