import { afterEach, describe, expect, it } from 'vitest';
import { openHistory, type History } from '../../src/store/history.ts';
import { temporaryFolder } from '../support/program.ts';
import { historyInMemory, keep, NOON } from './samples.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function twoSessions(): Promise<{ first: History; open: (session: string) => History }> {
  const folder = await temporaryFolder();
  closing.push(folder.remove);
  const open = (session: string): History => {
    const history = openHistory({ dir: folder.path, now: () => NOON, session });
    closing.push(() => history.close());
    return history;
  };
  return { first: open('first'), open };
}

describe('the queue', () => {
  it('holds each delivery once, until the handler has it', () => {
    const history = historyInMemory();
    const [a, b] = [keep(history), keep(history)];
    history.enqueue({ delivery: a, dueAt: NOON });
    history.enqueue({ delivery: b, dueAt: NOON + 5 });
    history.enqueue({ delivery: a, dueAt: NOON + 10 });
    expect(history.queued()).toBe(2);
    expect(history.dueCalls(NOON + 9)).toEqual([{ delivery: b, dueAt: NOON + 5, made: 1 }]);
    expect(history.dueCalls(NOON + 10)).toEqual([
      { delivery: b, dueAt: NOON + 5, made: 1 },
      { delivery: a, dueAt: NOON + 10, made: 2 },
    ]);
    history.finishQueued(b);
    expect(history.queued()).toBe(1);
  });

  it('outlives its session and is taken over by the next', async () => {
    const { first, open } = await twoSessions();
    const id = keep(first);
    first.enqueue({ delivery: id, dueAt: NOON });
    first.close();
    const second = open('second');
    expect(second.queued()).toBe(0);
    expect(second.takeOver()).toEqual([{ delivery: id, dueAt: NOON, made: 1 }]);
    expect(second.queued()).toBe(1);
    expect(Buffer.from(second.detail(id)?.body ?? []).toString()).toContain('9000021');
  });

  it('of a running session is left to it', async () => {
    const { first, open } = await twoSessions();
    first.enqueue({ delivery: keep(first), dueAt: NOON });
    const second = open('second');
    expect(second.takeOver()).toEqual([]);
    expect(second.dueCalls(NOON)).toEqual([]);
    expect(first.queued()).toBe(1);
  });
});
