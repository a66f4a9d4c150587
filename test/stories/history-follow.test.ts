/** A second terminal watches history while calls come, and ends when it is told to. */
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openHistory } from '../../src/store/history.ts';
import { failed, received, settled } from '../store/samples.ts';
import { startProgram, temporaryFolder, type Program } from '../support/program.ts';

let folder: { path: string; remove: () => Promise<void> };

beforeEach(async () => {
  folder = await temporaryFolder();
});

afterEach(() => folder.remove());

const follow = (...args: readonly string[]): Program =>
  startProgram({ args: ['history', 'list', '--follow', '--json', '--data-dir', 'data', ...args], cwd: folder.path });

it('waits for a history, tells each attempt when it has settled, and ends on Ctrl-C', async () => {
  const program = follow();
  const history = openHistory({ dir: join(folder.path, 'data'), now: Date.now, session: 's1' });
  const first = history.received(received());
  const second = history.received(received({ body: 'two' }));
  history.settled(failed(second.attempt));
  await program.line(({ id }) => id === second.delivery);
  expect(program.lines().map(({ id }) => id)).not.toContain(first.delivery);
  history.settled(settled(first.attempt));
  await program.line(({ id }) => id === first.delivery);
  const link = { kind: 'repeat', delivery: second.delivery, sure: true, notice: null } as const;
  const again = history.received(received({ body: 'two', link }));
  history.settled(settled(again.attempt));
  await program.line(({ id, verdict }) => id === second.delivery && verdict === 'delivered');
  history.close();
  program.kill('SIGINT');
  expect(await program.exit).toBe(130);
  expect(program.lines()).toHaveLength(3);
});

it('begins with what is there, the oldest first, and filters', async () => {
  const history = openHistory({ dir: join(folder.path, 'data'), now: Date.now, session: 's1' });
  const ids = ['a', 'b', 'c'].map((body) => {
    const { delivery, attempt } = history.received(received({ body }));
    history.settled(body === 'b' ? failed(attempt) : settled(attempt));
    return delivery;
  });
  const program = follow('--filter', 'verdict:delivered');
  await program.line(({ id }) => id === ids[2]);
  expect(program.lines().map(({ id }) => id)).toEqual([ids[0], ids[2]]);
  const slow = history.received(received({ body: 'slow' }));
  const more = history.received(received({ body: 'd' }));
  history.settled(settled(more.attempt));
  await program.line(({ id }) => id === more.delivery);
  history.settled(settled(slow.attempt));
  await program.line(({ id }) => id === slow.delivery);
  history.close();
  program.kill('SIGTERM');
  expect(await program.exit).toBe(143);
});
