/** A developer takes a call along in the terminal's clipboard: the body, a curl command, the address, the id; no secret goes with it. */
import { it } from 'vitest';
import { GOOD, order, story } from '../../support/story.ts';

const { handler: start, quietScreen } = story();

it('copies, says what was taken out, and what tmux needs', async () => {
  const handler = await start(GOOD);
  const screen = await quietScreen({ handler, env: { TMUX: '/tmp/tmux', STY: undefined } });
  await screen.call('Orders.create', order('9000211', { token: 'very-secret' }));
  await screen.see('✓ delivered');
  screen.press('y');
  await screen.see('tmux passes it on only with');
  screen.press('Enter');
  await screen.see(/Copied the body, \d+ B, secrets taken out\./);
  screen.press('y', 'Down', 'Enter');
  await screen.see(/Copied a curl command/);
  await screen.leave();
});
