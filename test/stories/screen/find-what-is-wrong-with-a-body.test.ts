/** A developer gets a body that is no JSON: the screen says what is wrong with it, and goes there. */
import { it } from 'vitest';
import { SMALL, story } from '../../support/story.ts';

const { quietScreen } = story();

it('says what is no JSON, and goes there, in a small window', async () => {
  const screen = await quietScreen(SMALL);
  await screen.call('Orders.create', `{"orders":[{"note":"${'lorem ipsum '.repeat(300)}","total":12x}]}`);
  // Not its event: the screen that waits for the first call names that too.
  await screen.see('✓ delivered');
  screen.press('2', 'Enter');
  await screen.see('No valid JSON: a value is expected');
  screen.press('n');
  await screen.see(/^▶.*12x/);
  screen.press('Escape', 'Tab', '1', '&');
  await screen.see('This is for the body: press 2.');
  await screen.leave();
});
