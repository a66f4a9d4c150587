/** A developer has sixteen rows in a corner of the editor: verdict, countdown, chain, fault and what to do are all there. */
import { it } from 'vitest';
import { order, story } from '../../support/story.ts';
import { takePicture } from '../../support/take-picture.ts';

const { handler: start, quietScreen } = story();

it('has the failure, its cause and its cure without scrolling', async () => {
  const handler = await start(({ body }) => ({ kind: 'answer', status: body.includes('9000208') ? 201 : 204 }));
  const args = ['--fault', 'status=500,event=Orders.delete,name=flaky-db'];
  const events = ['Orders.create', 'Orders.update', 'Orders.delete'];
  const screen = await quietScreen({ events, handler, args, cols: 60, rows: 16 });
  await screen.call('Orders.create', order('9000210'));
  await screen.call('Orders.delete', order('9000180'));
  await screen.call('Orders.update', order('9000208'));
  await screen.call('Orders.create', order('9000211'));
  await screen.call('Orders.update', order('9000208'));
  await screen.see(/▶ .*9000208 +201 +\d+ ↻ repeats [45]:\d\d #2/);
  await screen.see(/9000180 +204 +\d+ ↻ repeats ✓ /);
  await screen.see(/● local .*rescue .*⚡ flaky-db +✓ 2 ↻ 3 ⚠ 0/);
  await screen.see('First wrong answer');
  screen.press('1');
  await screen.miss('First wrong answer');
  await screen.see('Your handler answered 201 Created.');
  await screen.see('→ NestJS answers POST with 201 by default. Put');
  await takePicture(screen, {
    name: 'small',
    title: 'The screen of upgates-dev in a window of 60 by 16 characters.',
  });
  await screen.leave();
});
