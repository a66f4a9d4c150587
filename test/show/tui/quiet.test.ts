/** Hours in which nothing happens, on the stage: timers and the clock are the test's own. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../src/core/instant.ts';
import { createFakeSession, NOON, type FakeSession } from './fake-session.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;

beforeEach(() => {
  vi.useFakeTimers({ now: NOON, toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
});

afterEach(() => {
  stage.screen.leave();
  vi.useRealTimers();
});

/** Ink reads keys on its own turn. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

async function openAndSettle(session: FakeSession, keys: readonly string[] = []): Promise<void> {
  stage = openStage(session, { columns: 100, rows: 30 });
  for (const key of keys) {
    await vi.advanceTimersByTimeAsync(SECOND);
    await stage.press(key);
  }
  await vi.advanceTimersByTimeAsync(MINUTE);
  await turn();
}

async function writtenIn(ms: number): Promise<string> {
  const before = stage.bytes().length;
  await vi.advanceTimersByTimeAsync(ms);
  await turn();
  return stage.bytes().slice(before);
}

const delivered = (): FakeSession => {
  const session = createFakeSession();
  for (const id of ['a', 'b', 'c']) session.put({ id });
  return session;
};

const waiting = (next: number): FakeSession => {
  const session = delivered();
  session.put({ id: 'd', verdict: 'repeats', withoutUs: 'repeats', nextAttemptAt: next });
  return session;
};

describe('while nothing happens', () => {
  it.each([
    ['without a call', createFakeSession, []],
    ['beside a list', delivered, []],
    ['in the body', delivered, ['2', '\t']],
    ['with health open', delivered, ['i']],
    ['with the keys open', delivered, ['?']],
    ['with a filter being typed', delivered, ['/', 'x']],
    ['with a repeat that never came', () => waiting(NOON - HOUR), []],
  ] as const)('%s nothing changes but the clock in the header, once a minute', async (_, make, keys) => {
    const session = make();
    await openAndSettle(session, keys);
    expect(await writtenIn(MINUTE - (Date.now() % MINUTE) - SECOND)).toBe('');
    await vi.advanceTimersByTimeAsync(2 * SECOND);
    expect(await writtenIn(MINUTE - 3 * SECOND)).toBe('');
    const asked = session.queries.length;
    const hour = await writtenIn(HOUR);
    // Nobody wakes to find that nothing has changed; with a filter the rows and their count are asked for.
    expect(session.queries.length - asked).toBeLessThanOrEqual(2 * 60);
    expect(hour.split('\u001b[?2026h')).toHaveLength(61);
    // oxlint-disable-next-line no-control-regex
    expect(new Set(hour.match(/\u001b\[\d+;1H/g))).toEqual(new Set(['\u001b[1;1H']));
    expect(hour.length).toBeLessThan(60 * 300);
  });

  it('in a narrow window, where there is no clock, there is nothing at all', async () => {
    stage = openStage(delivered(), { columns: 60, rows: 16 });
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(await writtenIn(HOUR)).toBe('');
  });

  it('a countdown ticks with the seconds while it is in view, and rests when it is not', async () => {
    await openAndSettle(waiting(NOON + 30 * MINUTE));
    const ticking = await writtenIn(10 * SECOND);
    expect(ticking.split('\u001b[?2026h').length).toBeGreaterThanOrEqual(10);
    expect(ticking.length).toBeLessThan(10 * 500);
  });
});
