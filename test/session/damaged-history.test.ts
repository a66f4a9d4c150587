/** A session begins although its history is damaged: it says where the damaged one is now, and nothing of it is lost. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SessionRecord } from '../../src/core/record.ts';
import { openSession } from '../../src/session/session.ts';
import { temporaryFolder } from '../support/program.ts';
import { planFor } from '../support/session-plan.ts';

let folder: { path: string; remove: () => Promise<void> };
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder.remove());

it('puts it aside, tells it, and is ready', async () => {
  const dataDir = join(folder.path, 'data');
  const damaged = `SQLite format 3\0${'what is left of it '.repeat(500)}`;
  mkdirSync(dataDir);
  writeFileSync(join(dataDir, 'history.db'), damaged);
  const records: SessionRecord[] = [];
  const session = openSession(planFor(folder.path, { events: ['Orders.create'] }), {
    now: Date.now,
    onRecord: (record) => void records.push(record),
    log: () => undefined,
  });
  await vi.waitFor(() => expect(session.snapshot().phase).toBe('ready'), { timeout: 20_000 });
  session.end({ reason: 'quit' });
  expect((await session.ended).exit).toBe(0);
  const notice = records.find((record) => record.kind === 'notice' && record.code === 'history-set-aside');
  const text = notice?.kind === 'notice' ? notice.text : '';
  const aside = /in (\S+\.db), and a new one was begun/.exec(text)?.[1] ?? '';
  expect(readFileSync(aside, 'latin1')).toBe(damaged);
});
