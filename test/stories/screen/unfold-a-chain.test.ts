/** A developer wants to know how often the shop tried, and what came of each attempt, without leaving the list. */
import { expect, it } from 'vitest';
import { answers, BOTH_SIZES, order, story } from '../../support/story.ts';

const { handler: start, quietScreen } = story();

it.each(BOTH_SIZES)(
  'unfolds the attempts under their delivery at $cols x $rows, and folds them again',
  async (size) => {
    const handler = await start(answers(500, 201, 204));
    const screen = await quietScreen({ handler, ...size });
    for (const number of ['9000211', '9000211', '9000211', '9000212']) {
      await screen.call('Orders.create', order(number));
    }
    await screen.see(/▶ .*9000212/);
    expect(screen.deliveries()).toHaveLength(2);
    await screen.see(/9000211 +204 .*✓ delivered +#3/);
    screen.press('j', 'u');
    const rows = (await screen.see(/└ attempt #1 +500 .*↻ repeats/)).join('\n');
    expect(rows).toMatch(/#3\n.*└ attempt #2 +201 .*↻ repeats[^#\n]*\n.*└ attempt #1 /);
    screen.press('u');
    await screen.miss('└ attempt');
    screen.press('k', 'u');
    await screen.see('one attempt only');
    await screen.leave();
  },
);
