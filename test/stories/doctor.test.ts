/** The real program looks whether a session would work: a shop in another process, a tunnel server, a handler. */
import { readdir } from 'node:fs/promises';
import { afterEach, expect, it } from 'vitest';
import { startHandler } from '../support/handler.ts';
import { startLocaltunnelServer } from '../support/localtunnel-server.ts';
import { startProgram, temporaryFolder, type Program } from '../support/program.ts';

const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
});

it('finds everything well, at the price of one API call, and leaves nothing behind', async () => {
  const folder = await temporaryFolder();
  cleanUp.push(folder.remove);
  const tunnelServer = await startLocaltunnelServer();
  cleanUp.push(() => tunnelServer.close());
  const handler = await startHandler({ kind: 'answer', status: 200 });
  cleanUp.push(handler.close);
  const credentials = ['--login', 'story', '--key', 'story-key-1'];
  const shop = startProgram({ args: ['simulate', '--json', '--port', '0', '--plan', 'bronze', ...credentials] });
  cleanUp.push(() => end(shop));
  const apiUrl = String((await shop.line(({ kind }) => kind === 'ready'))['apiUrl']);
  const doctor = (...more: readonly string[]): Program =>
    startProgram({
      args: ['doctor', '-f', String(handler.port), '--tunnel-host', tunnelServer.url, ...more],
      cwd: folder.path,
      env: { HOME: folder.path, UPGATES_API_URL: apiUrl, UPGATES_API_LOGIN: 'story', UPGATES_API_KEY: 'story-key-1' },
    });

  const forPrograms = doctor('--json');
  expect(await forPrograms.exit).toBe(0);
  const lines = forPrograms.lines();
  expect(
    lines.filter(({ kind }) => kind === 'check').map(({ name, status }) => `${String(name)} ${String(status)}`),
  ).toEqual([
    'node passed',
    'settings passed',
    'credentials passed',
    'calls-left passed',
    'tunnel passed',
    'handler passed',
    'data-dir passed',
    'leftovers passed',
  ]);
  expect(lines.find(({ kind }) => kind === 'api')).toMatchObject({ callsLeftHour: 9, callsLeftDay: 100 });
  expect(lines.at(-1)).toMatchObject({ kind: 'summary', passed: 8, warned: 0, failed: 0, skipped: 0, exit: 0 });

  const forPeople = doctor();
  expect(await forPeople.exit).toBe(0);
  expect(forPeople.stdout()).toContain('108 calls left now (8 of this hour, 100 of this day)');
  expect(forPeople.stdout()).toMatch(/8 passed, 0 warned, 0 failed, 0 skipped\n$/);
  expect(handler.calls).toEqual([]);
  expect(await readdir(folder.path)).toEqual([]);
});

async function end(program: Program): Promise<unknown> {
  program.kill('SIGTERM');
  return program.exit;
}
