/** A developer cannot make the handler quick today: the policy `ack` answers for it, and the screen says what that hides. */
import { expect, it } from 'vitest';
import { order, story } from '../../support/story.ts';

const { handler: start, quietScreen } = story();

it('switches to ack with two keys: the shop is answered at once, the handler has its time', async () => {
  const handler = await start({ kind: 'late', status: 204, ms: 1100 });
  const screen = await quietScreen({ handler });
  screen.press('a');
  await screen.see(/[▶●].*rescue/);
  screen.press('Down', 'Enter');
  await screen.see(/calls left \S+ {3}ack/);
  expect(await screen.call('Orders.create', order('9000205'))).toBe(204);
  // The shop has its answer while the handler still works; then its own answer stands there.
  await screen.see(/9000205 +204 +1\d\d\d ms .*✓ delivered, alone ⚠/);
  await screen.see('Without upgates-dev in between: ⚠ timed-out.');
  // What the key has said gives way.
  screen.press('1');
  await screen.see('First failure that the shop does not see: we answered 204 for the handler,');
  expect(handler.calls).toHaveLength(1);
  await screen.leave();
});
