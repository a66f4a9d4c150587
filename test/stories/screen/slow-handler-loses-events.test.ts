/** A developer wants to see what the shop alone would make of a slow handler: with `mirror` the event is lost, and the screen says so. */
import { expect, it } from 'vitest';
import { order, SMALL, story } from '../../support/story.ts';

const { handler: start, quietScreen } = story();

it('sees that a late answer counts as delivered and never comes again, in a small window', async () => {
  const handler = await start({ kind: 'late', status: 500, ms: 1300 });
  const screen = await quietScreen({ handler, args: ['--answer', 'mirror'], ...SMALL });
  expect(await screen.call('Orders.create', order('9000205'))).toBe(500);
  await screen.see(/9000205 .*⚠ timed-out/);
  await screen.see('⚠ Timed out: counted as delivered, never sent again.');
  await screen.see('First timeout: late answers count as delivered at');
  await screen.see(/✓ 0 +↻ 0 +⚠ 1/);
  await screen.leave();
});
