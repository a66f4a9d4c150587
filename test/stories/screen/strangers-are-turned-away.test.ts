/** A developer's public address is found by strangers: they get nothing, the handler hears nothing, and the screen counts them. */
import { expect, it } from 'vitest';
import { GOOD, order, story } from '../../support/story.ts';

const { handler: start, quietScreen } = story();

it('sees how many knocked, and that nobody came in', async () => {
  const handler = await start(GOOD);
  const screen = await quietScreen({ handler });
  const { origin, pathname } = screen.addressOf('Orders.create');
  const wrongPath = await fetch(`${origin}/.env`);
  const wrongPassword = await fetch(`${origin}${pathname}`, {
    method: 'POST',
    headers: { Authorization: `Basic ${btoa('admin:admin')}` },
    body: order('9000666'),
  });
  expect([wrongPath.status, wrongPassword.status, await wrongPath.text()]).toEqual([404, 404, '']);
  await screen.see('2 turned away');
  await screen.see('Waiting for the first call');
  screen.press('i');
  await screen.see(/strangers +2 turned away: they did not know the secret path/);
  expect(handler.calls).toEqual([]);
  await screen.leave();
});
