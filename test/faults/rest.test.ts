import { getEventListeners } from 'node:events';
import { ServerResponse, IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, it, vi } from 'vitest';
import { rest, type Caller } from '../../src/faults/rest.ts';

interface TestCaller extends Caller {
  readonly leave: () => void;
  /** How many wait to be told that it has gone. */
  readonly watchers: () => number;
}

function callerOf(): TestCaller {
  const watchers = new Set<() => void>();
  let isGone = false;
  return {
    response: new ServerResponse(new IncomingMessage(new Socket())),
    whenGone(left) {
      if (isGone) left();
      else watchers.add(left);
      return () => void watchers.delete(left);
    },
    leave() {
      isGone = true;
      for (const left of watchers) left();
    },
    watchers: () => watchers.size,
  };
}

const soon = (): number => performance.now() + 30;
const never = (): number => performance.now() + 600_000;

it('is over at its moment, and not before', async () => {
  const until = soon();
  expect(await rest(until, { caller: callerOf(), signal: new AbortController().signal })).toBe('over');
  expect(performance.now()).toBeGreaterThanOrEqual(until);
});

it.each(['over', 'gone', 'hurried'])('leaves nobody waiting when it ends %s', async (ending) => {
  const hurry = new AbortController();
  const caller = callerOf();
  const resting = rest(ending === 'over' ? soon() : never(), { caller, signal: hurry.signal });
  expect([caller.watchers(), getEventListeners(hurry.signal, 'abort').length]).toEqual([1, 1]);
  if (ending === 'gone') caller.leave();
  if (ending === 'hurried') hurry.abort();
  expect(await resting).toBe(ending);
  expect([caller.watchers(), getEventListeners(hurry.signal, 'abort').length]).toEqual([0, 0]);
});

it.each(['over', 'gone', 'hurried'])('leaves nobody waiting when it was %s from the beginning', async (ending) => {
  const timers = vi.spyOn(globalThis, 'setTimeout');
  const hurry = new AbortController();
  const caller = callerOf();
  if (ending === 'gone') caller.leave();
  if (ending === 'hurried') hurry.abort();
  const until = ending === 'over' ? performance.now() - 1 : never();
  expect(await rest(until, { caller, signal: hurry.signal })).toBe(ending);
  expect([caller.watchers(), getEventListeners(hurry.signal, 'abort').length]).toEqual([0, 0]);
  expect(timers).not.toHaveBeenCalled();
  timers.mockRestore();
});
