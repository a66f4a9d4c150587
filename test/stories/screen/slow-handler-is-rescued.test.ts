/** A developer's handler takes more than a second: nothing is lost, it does its work once, and the screen says what would have been. */
import { expect, it } from 'vitest';
import { BOTH_SIZES, order, story } from '../../support/story.ts';

const { handler: start, quietScreen } = story();

it.each(BOTH_SIZES)(
  'sees at $cols x $rows the rescue, what would have been alone, and the repeat that needs no second call',
  async (size) => {
    const handler = await start({ kind: 'late', status: 204, ms: 1200 });
    const screen = await quietScreen({ handler, ...size });
    expect(await screen.call('Orders.create', order('9000205'))).toBe(503);
    await screen.see(/9000205 .*↻ rescued/);
    await screen.see(/9000205 +204 +[1-9]\d\d\d .*↻ rescued\??(?:, alone)? ⚠/);
    screen.press('Enter');
    await screen.see('Without upgates-dev in between: ⚠ timed-out.');
    await screen.see(/budget .*handler [1-9]\d\d\d/);
    screen.press('Escape');

    expect(await screen.call('Orders.create', order('9000205'))).toBe(204);
    await screen.see(/9000205 .*✓ delivered +#2/);
    expect(handler.calls).toHaveLength(1);
    await screen.leave();
  },
);
