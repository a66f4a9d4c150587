/** A developer keeps what came as a fixture of the project, and sends it whenever it is needed. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { BOTH_SIZES, GOOD, order, story } from '../../support/story.ts';

const { handler: start, quietScreen } = story();

it.each(BOTH_SIZES)('saves it under a name and finds it again at $cols x $rows', async (size) => {
  const handler = await start(GOOD);
  const screen = await quietScreen({ handler, ...size });
  await screen.call('Orders.create', order('9000211'));
  await screen.see('✓ delivered');
  screen.press('s');
  await screen.see('no label');
  await screen.type('mine');
  await screen.see('Orders.create.mine.json');
  screen.press('Enter');
  await screen.see('Saved as');
  const file = join(screen.folder, 'fixtures', 'upgates', 'Orders.create.mine.json');
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(JSON.parse(order('9000211')));

  screen.press('t');
  await screen.see('Send a sample');
  screen.press('create.mine');
  await screen.see(/▶ Orders\.create\.mine +a fixture of your own/);
  screen.press('Enter');
  await screen.see(/1 delivered/);
  expect(JSON.parse(handler.calls[1]?.body.toString() ?? '')).toEqual(JSON.parse(order('9000211')));
  screen.press('/');
  await screen.see('2 deliveries fit.');
  await screen.type('origin:trigger');
  await screen.see('1 delivery fits.');
  await screen.leave();
});
