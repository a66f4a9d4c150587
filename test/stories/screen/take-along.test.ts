/** A developer takes a call along: into the terminal's clipboard, into a file; no secret goes with it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { startHandler } from '../../support/handler.ts';
import { openQuietScreen } from '../../support/quiet-screen.ts';

const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
});

const BODY = JSON.stringify({ orders: [{ order_number: '9000211', token: 'very-secret' }] });

it.each([
  { cols: 100, rows: 30 },
  { cols: 60, rows: 16 },
])('copies and exports at $cols x $rows, without secrets', async (size) => {
  const handler = await startHandler({ kind: 'answer', status: 204 });
  cleanUp.push(() => handler.close());
  const screen = await openQuietScreen({
    events: ['Orders.create'],
    handler,
    ...size,
    env: { TMUX: '/tmp/tmux', STY: undefined },
  });
  cleanUp.push(() => screen.close());
  await screen.call('Orders.create', BODY);
  await screen.see('✓ delivered');
  screen.press('y');
  await screen.see('tmux passes it on only with');
  screen.press('Enter');
  await screen.see(/Copied the body, \d+ B, secrets taken out\./);
  screen.press('x', 'Enter');
  const rows = await screen.see(/Exported as (\S+\.ndjson)/);
  const [, file = ''] = /Exported as (\S+\.ndjson)/.exec(rows.join('\n')) ?? [];
  const exported = await readFile(join(screen.folder, file), 'utf8');
  expect(exported).toContain('9000211');
  expect(exported).not.toContain('very-secret');
  screen.press('x', 'Down', 'Enter');
  const later = await screen.see(/Exported as (\S+\.sh)/);
  const [, script = ''] = /Exported as (\S+\.sh)/.exec(later.join('\n')) ?? [];
  const command = await readFile(join(screen.folder, script), 'utf8');
  expect(command).toContain(`--url 'http://localhost:${handler.port}/'`);
  expect(command).not.toContain('very-secret');
  // A second export never takes the place of the first.
  screen.press('x', 'Down', 'Enter');
  await screen.see(/-2\.sh/);
  screen.press('Ctrl-C');
  expect(await screen.terminal.exit).toBe(130);
});
