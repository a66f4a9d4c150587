/** A newcomer presses `?`: every key, why some do nothing now, and what the signs mean. */
import { it } from 'vitest';
import { BOTH_SIZES, GOOD, order, story } from '../../support/story.ts';

const { handler: start, quietScreen } = story();

it.each(BOTH_SIZES)('reads the whole sheet at $cols x $rows and comes back', async (size) => {
  const screen = await quietScreen(size);
  await screen.call('Orders.create', order('9000211'));
  await screen.see('✓ delivered');
  screen.press('?');
  await screen.see('── keys');
  await screen.see(/ r +replay the chosen delivery to the handler/);
  screen.press('G');
  await screen.see(/ █▒░ +the time an answer took: handler, us,/);
  screen.press('?');
  await screen.see('✓ delivered');
  await screen.leave();
});

it('is told why a key does nothing', async () => {
  const handler = await start(GOOD);
  const screen = await quietScreen({ handler });
  screen.press('Enter');
  await screen.see('Nothing has come in yet.');
  await screen.call('Orders.create', order('9000211'));
  await screen.see(/9000211 .*✓ delivered/);
  screen.press('e');
  await screen.see('There is no editor: set EDITOR or VISUAL, such as EDITOR=vim.');
  screen.press('.');
  await screen.see('A real shop keeps its own time.');
  await screen.leave();
});
