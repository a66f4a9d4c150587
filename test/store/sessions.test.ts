import { describe, expect, it } from 'vitest';
import { historyOf } from '../../src/store/history.ts';
import { openDatabase, type Database } from '../../src/store/sqlite.ts';
import { livingSessions, startSession } from '../../src/store/sessions.ts';
import { failed, keep, NOON, received, settled } from './samples.ts';

/** A database that several histories share: closing one leaves it open. */
function shared(): Database {
  return { ...openDatabase(':memory:'), close: () => undefined };
}

/** Ends a session's process without its knowing. */
function bury(db: Database, session: string): void {
  db.run("UPDATE sessions SET process_mark = 'another boot/1' WHERE id = ?", [session]);
}

describe('a session that died', () => {
  it('leaves what was open as interrupted, at the next start', () => {
    const db = shared();
    const dead = historyOf(db, () => NOON, 'dead');
    const open = dead.received(received()).delivery;
    const pending = keep(dead, {}, { handler: { error: 'pending', ms: 5 }, withoutUs: null });
    const waiting = dead.received(received());
    dead.settled(failed(waiting.attempt));
    bury(db, 'dead');
    const next = historyOf(db, () => NOON + 1, 'next');
    const [first, second, third] = next.rows([open, pending, waiting.delivery]);
    expect(first).toMatchObject({ state: 'interrupted', verdict: null });
    expect(second).toMatchObject({ state: 'settled', handler: { error: 'aborted', ms: 5 } });
    expect(third).toMatchObject({ verdict: 'repeats', nextAttemptAt: null, notRepeatedAt: NOON + 1 });
  });

  it('is left alone by commands that only look', () => {
    const db = shared();
    const id = historyOf(db, () => NOON, 'dead').received(received()).delivery;
    bury(db, 'dead');
    expect(historyOf(db, () => NOON, null).rows([id])[0]?.state).toBe('open');
  });
});

it('a session that runs keeps its open attempts while another starts', () => {
  const db = shared();
  const running = historyOf(db, () => NOON, 'running');
  const { delivery, attempt } = running.received(received());
  const second = historyOf(db, () => NOON, 'second');
  expect(second.rows([delivery])[0]?.state).toBe('open');
  expect(livingSessions(db).toSorted()).toEqual(['running', 'second']);
  running.settled(settled(attempt));
  expect(second.rows([delivery])[0]?.state).toBe('settled');
});

it('closing ends the session: nothing waits and nothing is open any more', () => {
  const db = shared();
  const history = historyOf(db, () => NOON, 'now');
  const { delivery } = history.received(received());
  history.close();
  history.close();
  expect(livingSessions(db)).toEqual([]);
  expect(historyOf(db, () => NOON, null).rows([delivery])[0]?.state).toBe('interrupted');
});

it('the same id may be opened again', () => {
  const db = shared();
  historyOf(db, () => NOON, 'now').close();
  startSession(db, 'now', NOON);
  expect(livingSessions(db)).toEqual(['now']);
});
