/** A developer's handler said one thing and the shop heard another: both answers stand side by side, and who changed it. */
import { expect, it } from 'vitest';
import { order, story } from '../../support/story.ts';
import { takePicture } from '../../support/take-picture.ts';

const { handler: start, quietScreen } = story();

it('shows what the handler answered, late, and what left us in its place', async () => {
  const headers = {
    'Content-Type': 'application/json',
    'X-Powered-By': 'Express',
    Date: 'Mon, 23 Nov 2026 14:32:07 GMT',
  };
  const handler = await start({ kind: 'late', status: 200, ms: 1180, headers, body: '{"stored":true,"took":1174}' });
  const screen = await quietScreen({ handler, rows: 36 });
  expect(await screen.call('Orders.create', order('9000205'))).toBe(503);
  await screen.see(/9000205 +200 1\d\d\d ms .*↻ rescued\?, alone ⚠/);
  await screen.see('First rescue');
  screen.press('5');
  await screen.see('First ? behind a verdict');
  screen.press('5');
  await screen.miss('First');
  await screen.see(/The handler answered +▏ What left us for the shop/);
  await screen.see(/200 OK in .*▏ 503 Service Unavailable after/);
  await screen.see('"stored": true');
  await takePicture(screen, {
    name: 'answers',
    title:
      'A slow handler on the screen of upgates-dev: what it answered after more than a second stands beside the 503 that left for the shop in time.',
  });
  await screen.leave();
});

it('says which fault made the difference', async () => {
  const handler = await start({ kind: 'answer', status: 200, body: '{"ok":true}' });
  const screen = await quietScreen({ handler, args: ['--fault', 'status=503'] });
  expect(await screen.call('Orders.create', order('9000211'))).toBe(503);
  await screen.see('↻ repeats');
  screen.press('5', 'Enter');
  await screen.see(/200 OK in .*▏ 503 Service Unavailable after/);
  await screen.see('Spoiled by the fault status=503.');
  await screen.leave();
});
