/** A developer marks a call for later, finds it with a filter, and the command line finds it the next day. */
import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { BIN } from '../../support/program.ts';
import { order, story } from '../../support/story.ts';

const { quietScreen } = story();

it('marks it, filters for the mark, and takes it away', async () => {
  const screen = await quietScreen({});
  for (const number of ['9000001', '9000002', '9000003']) await screen.call('Orders.create', order(number));
  await screen.see(/▶ .*9000003/);
  screen.press('j', 'm');
  await screen.see(/▶•.*9000002/);
  screen.press('/');
  await screen.see('3 deliveries fit.');
  await screen.type('marked:true');
  await screen.see('1 delivery fits.');
  screen.press('Enter');
  await screen.see('(Esc clears)');
  expect(screen.deliveries()).toHaveLength(1);
  screen.press('m');
  await screen.see('No delivery fits the filter. Esc clears it.');
  await screen.leave();
});

it('leaves the mark in history', async () => {
  const screen = await quietScreen({});
  for (const number of ['9000001', '9000002']) await screen.call('Orders.create', order(number));
  await screen.see(/▶ .*9000002/);
  screen.press('m');
  await screen.see(/▶•.*9000002/);
  screen.press('q');
  expect(await screen.terminal.exit).toBe(0);
  const listed = execFileSync(process.execPath, [BIN, 'history', 'list', '--filter', 'marked:true'], {
    cwd: screen.folder,
    env: { ...process.env, HOME: screen.folder },
    encoding: 'utf8',
  });
  expect(listed).toContain('9000002');
  expect(listed).not.toContain('9000001');
});
