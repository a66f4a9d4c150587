import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HISTORY_FILE, openHistory, type History } from '../../src/store/history.ts';
import { openDatabase } from '../../src/store/sqlite.ts';
import { temporaryFolder } from '../support/program.ts';
import { buildChild, type ChildProgram } from './child-program.ts';

let writer: ChildProgram;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  writer = await buildChild('./writer-program.ts');
  folder = await temporaryFolder();
});
afterAll(async () => {
  writer.remove();
  await folder.remove();
});

interface Named {
  readonly id: string;
  readonly text: string;
}

/** Reads the names that a writer gives until it ends; `atEach` sees how many there are. */
async function namesOf(child: ChildProcess, atEach: (count: number) => void = () => undefined): Promise<Named[]> {
  let [output, trouble] = ['', ''];
  child.stderr?.on('data', (chunk: Buffer) => (trouble += chunk.toString()));
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString('latin1');
    atEach(output.split('\n').length - 1);
  });
  await once(child, 'close');
  expect(trouble).toBe('');
  const whole = output.slice(0, output.lastIndexOf('\n') + 1).split('\n');
  return whole.slice(0, -1).map((line) => ({ id: line.slice(0, 10), text: line.slice(11) }));
}

function everyDelivery(history: History): ReadonlyMap<string, string> {
  const rows = history.page({ before: null, limit: 1_000_000, filter: null });
  return new Map(rows.map((row) => [row.id, row.state]));
}

describe('kill -9', () => {
  it('takes nothing that was acknowledged', async () => {
    const dir = join(folder.path, 'killed');
    const named: Named[] = [];
    for (const [round, after] of [3, 25, 70, 140, 1].entries()) {
      const child = writer.start([dir, `s${round}`]);
      named.push(...(await namesOf(child, (count) => count >= after && child.kill('SIGKILL'))));
      expect(child.signalCode).toBe('SIGKILL');
    }
    const history = openHistory({ dir, now: Date.now, session: 'after' });
    const states = everyDelivery(history);
    expect(named.length).toBeGreaterThan(200);
    expect(named.filter(({ id }) => !states.has(id))).toEqual([]);
    expect(new Set(states.values())).toEqual(new Set(['settled', 'interrupted']));
    const wrong = named.filter(
      ({ id, text }) =>
        !Buffer.from(history.detail(id)?.body ?? [])
          .toString()
          .startsWith(text),
    );
    expect(wrong).toEqual([]);
    history.close();
    const db = openDatabase(join(dir, HISTORY_FILE));
    expect(db.get('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' });
    db.close();
  });
});

describe('two processes', () => {
  it('start a history at once, write and read together, and lose nothing', async () => {
    const dir = join(folder.path, 'shared');
    const children = ['a', 'b'].map((session) => writer.start([dir, session, '400']));
    const reading = Promise.all(children.map((child) => namesOf(child)));
    const history = openHistory({ dir, now: Date.now, session: null });
    let most = 0;
    const watch = setInterval(() => {
      const rows = history.page({ before: null, limit: 50, filter: 'key:a OR verdict:delivered' });
      most = Math.max(most, rows.length);
    }, 1);
    const named = (await reading).flat();
    clearInterval(watch);
    expect(children.map((child) => child.exitCode)).toEqual([0, 0]);
    expect(named.length).toBe(800);
    expect(most).toBe(50);
    const states = everyDelivery(history);
    expect(states.size).toBe(800);
    expect(named.filter(({ id }) => !states.has(id))).toEqual([]);
    history.close();
  });
});
