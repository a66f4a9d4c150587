/** A developer who does not know Upgates' rules meets them: the first failure of a kind explains itself, once. */
import { expect, it } from 'vitest';
import type { Behaviour } from '../../support/handler.ts';
import { order, story } from '../../support/story.ts';

const { handler: start, quietScreen } = story();

const CREATED: Behaviour = { kind: 'answer', status: 201 };
const SLOW: Behaviour = { kind: 'late', status: 200, ms: 1300 };

it('learns that 201 is wrong and why, is left alone by the second one, and learns what slowness would cost', async () => {
  const handler = await start((_, number) => (number <= 2 ? CREATED : SLOW));
  const screen = await quietScreen({ handler });
  expect(await screen.call('Orders.create', order('9000111'))).toBe(201);
  await screen.see('First wrong answer: only 200 and 204 count; Upgates sends it again every 5 minutes.');
  await screen.see('→ NestJS answers POST with 201 by default. Put @HttpCode(200) on the route.');
  // The next key takes the message away.
  screen.press('1');
  await screen.miss('First wrong answer');

  await screen.call('Orders.create', order('9000112'));
  const rows = await screen.see(/9000112 +201 .*↻ repeats/);
  expect(rows.join('\n')).not.toContain('First');

  expect(await screen.call('Orders.create', order('9000113'))).toBe(503);
  await screen.see('First rescue: the time was nearly over without an answer, so we answered 503; alone the event');
  await screen.leave();
});
