/** A row of history that the disk has changed came out as a bug of ours, exit 70 and a stack in the log. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { HISTORY_FILE, openHistory } from '../../src/store/history.ts';
import { openDatabase } from '../../src/store/sqlite.ts';
import { keep, NOON } from '../store/samples.ts';
import { temporaryFolder } from '../support/program.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder.remove());

it.each([
  ['a word that is none of ours', "UPDATE attempts SET verdict = 'maybe'"],
  ['a text where a number should be', "UPDATE attempts SET handler_ms = 'long'"],
  ['headers that are no JSON', "UPDATE attempts SET request_headers = x'5b31'"],
])('%s: damaged, exit 3', (_name, sql) => {
  const dir = join(folder.path, 'data');
  mkdirSync(dir);
  const history = openHistory({ dir, now: () => NOON, session: 'now' });
  const id = keep(history);
  history.close();
  const db = openDatabase(join(dir, HISTORY_FILE));
  db.exec(sql);
  db.close();
  const again = openHistory({ dir, now: () => NOON, session: null });
  try {
    expect(() => again.detail(id)).toThrow(expect.objectContaining({ code: 'history-damaged', exit: 3 }));
  } finally {
    again.close();
  }
});
