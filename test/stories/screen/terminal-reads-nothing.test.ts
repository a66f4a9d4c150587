/** The line to a remote machine dies, and the terminal takes nothing more: the shop gets its answers all the same. */
import { expect, it } from 'vitest';
import { order, story } from '../../support/story.ts';

const { quietScreen } = story();

it('answers the shop while the terminal reads nothing, and shows everything when it reads again', async () => {
  const screen = await quietScreen({});
  await screen.call('Orders.create', order('9000001'));
  await screen.see('9000001');
  screen.terminal.stall();
  // Each draws everything anew: more than a terminal takes without reading.
  screen.press(...Array.from({ length: 200 }, () => 'Ctrl-L'));
  for (let number = 0; number < 100; number += 1) {
    const answered = await screen.call('Orders.create', order(`91${String(number).padStart(5, '0')}`));
    expect(answered).toBe(204);
    screen.press('Ctrl-L', 'j');
  }
  screen.terminal.goOn();
  await screen.see(/✓ 101/);
  screen.press('g');
  await screen.see('9100099');
  await screen.leave();
});
