/** A developer exports a call as a file to attach or to run: no secret goes with it, and no file is overwritten. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { QuietScreen } from '../../support/quiet-screen.ts';
import { GOOD, order, story } from '../../support/story.ts';

const { handler: start, quietScreen } = story();

/** The file that the screen says it has written. */
async function exported(screen: QuietScreen, name: RegExp): Promise<string> {
  const rows = await screen.see(name);
  return readFile(join(screen.folder, name.exec(rows.join('\n'))?.[1] ?? ''), 'utf8');
}

it('exports history and a curl script', async () => {
  const handler = await start(GOOD);
  const screen = await quietScreen({ handler });
  await screen.call('Orders.create', order('9000211', { token: 'very-secret' }));
  await screen.see('✓ delivered');
  screen.press('x', 'Enter');
  const history = await exported(screen, /Exported as (\S+\.ndjson)/);
  expect(history).toContain('9000211');
  expect(history).not.toContain('very-secret');
  screen.press('x', 'Down', 'Enter');
  const script = await exported(screen, /Exported as (\S+\.sh)/);
  expect(script).toContain(`--url 'http://localhost:${handler.port}/'`);
  expect(script).not.toContain('very-secret');
  screen.press('x', 'Down', 'Enter');
  await screen.see(/-2\.sh/);
  await screen.leave();
});
