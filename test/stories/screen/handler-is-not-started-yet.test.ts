/** A developer forgot to start the handler: told before any call, told what the shop does meanwhile, and told when it is up. */
import { expect, it } from 'vitest';
import { BOTH_SIZES, GOOD, order, story } from '../../support/story.ts';

const { handler: start, portWithoutHandler, quietScreen } = story();

it.each(BOTH_SIZES)(
  'starts it at last at $cols x $rows, and the call that was refused is played again',
  async (size) => {
    const port = await portWithoutHandler();
    const screen = await quietScreen({ handler: { port }, ...size });
    await screen.see(`Nothing listens at http://localhost:${port}/:`);
    await screen.see('Until then the shop gets');
    expect(await screen.call('Orders.create', order('9000211'))).toBe(502);
    await screen.see(/9000211 +refused .*↻ repeats/);
    await screen.see('First call without a handler: the shop is told so');
    await screen.see(/localhost:\d+\/ down|○ handler down/);

    const handler = await start(GOOD, port);
    await screen.miss(/localhost:\d+\/ down|○ handler down/);
    screen.press('r');
    await screen.see(/1 delivered.*fixed/);
    expect(handler.calls.map(({ body }) => body.toString())).toEqual([order('9000211')]);
    expect(await screen.call('Orders.create', order('9000212'))).toBe(204);
    await screen.see(/9000212 +204 .*✓ delivered/);
    await screen.leave();
  },
);
