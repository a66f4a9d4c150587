/** A developer moves the window about: from a huge one, which leaves nothing out, to the smallest, which keeps what matters. */
import { expect, it } from 'vitest';
import { answers, order, story } from '../../support/story.ts';

const { handler: start, quietScreen } = story();

it('has size, attempt, fault and address on 300 x 100, and the verdict with its countdown on 60 x 16', async () => {
  const handler = await start(answers(500, 500, 204));
  const args = ['--fault', 'status=503,skip=2,times=1,name=maintenance'];
  const screen = await quietScreen({ handler, args, cols: 300, rows: 100 });
  for (const number of ['9000211', '9000211', '9000212']) await screen.call('Orders.create', order(number));
  const wide = await screen.see(/ TIME +EVENT +KEY +HANDLER +1 SECOND +SIZE +# VERDICT +FAULT +ADDRESS *$/);
  await screen.see(
    /9000212 +204 +\d+ ms ▏.*▏ +\d+ B +↻ repeats, alone ✓ in [45]:\d\d +⚡ maintenance +http:\/\/localhost:\d+\/$/,
  );
  await screen.see(/9000211 +500 +\d+ ms ▏.*▏ +\d+ B +#2 ↻ repeats in [45]:\d\d +http:\/\/localhost:\d+\/$/);
  expect(wide).toHaveLength(100);

  screen.terminal.resize(160, 45);
  await screen.see(/ TIME +EVENT +KEY +HANDLER +1 SECOND +SIZE +# VERDICT *$/);
  screen.terminal.resize(100, 30);
  await screen.see(/ TIME +EVENT +KEY +HANDLER +1 SECOND +VERDICT *$/);
  await screen.see(/9000211 +500 +\d+ ms ▏.*▏ ↻ repeats in [45]:\d\d {2}#2$/);
  screen.terminal.resize(80, 24);
  await screen.see(/9000211 +500 +\d+ ▏.{8}▏ ↻ repeats [45]:\d\d #2$/);
  screen.terminal.resize(60, 16);
  await screen.see(/9000212 +204 +\d+ ↻ repeats ✓ ⚡$|9000212 +204 +\d+ ↻ repeats ✓ [45]:\d\d$/);
  await screen.see(/9000211 +500 +\d+ ↻ repeats [45]:\d\d #2$/);
  expect(screen.terminal.screen()).toHaveLength(16);
  await screen.leave();
});

it('says when the window is too small, takes calls meanwhile, and comes back', async () => {
  const screen = await quietScreen({});
  screen.terminal.resize(50, 12);
  await screen.see('This window is too small');
  expect(await screen.call('Orders.create', order('9000211'))).toBe(204);
  screen.terminal.resize(100, 30);
  await screen.see(/9000211 .*✓ delivered/);
  await screen.leave();
});
