import { expect, it, vi } from 'vitest';
import { createFirstWrites } from '../../../src/session/calls/first-writes.ts';
import type { Ending, Received, ReceivedAttempt } from '../../../src/store/told.ts';
import { received } from '../../store/samples.ts';

const KEPT: ReceivedAttempt = { delivery: 'a', attempt: 'a.1', number: 1 };

function listener(): Ending & { readonly heard: string[] } {
  const heard: string[] = [];
  return { heard, committed: () => void heard.push('committed'), undone: () => void heard.push('undone') };
}

function store(): {
  endings: (Ending | undefined)[];
  isFull: boolean;
  received: (_: Received, ending?: Ending) => ReceivedAttempt;
} {
  const endings: (Ending | undefined)[] = [];
  const self = {
    endings,
    isFull: false,
    received(_: Received, ending?: Ending) {
      if (self.isFull) throw new Error('full');
      endings.push(ending);
      return KEPT;
    },
  };
  return self;
}

it('share a transaction while all is well', () => {
  const history = store();
  const write = createFirstWrites(history);
  const [first, second] = [listener(), listener()];
  expect([write(received(), first), write(received(), second)]).toEqual([KEPT, KEPT]);
  for (const ending of history.endings) ending?.committed();
  expect([first.heard, second.heard]).toEqual([['committed'], ['committed']]);
});

it.each(['undone', 'refused'])('are tried alone after one was %s, until one succeeds', async (how) => {
  const history = store();
  const write = createFirstWrites(history);
  const lost = listener();
  if (how === 'undone') {
    write(received(), lost);
    history.endings.pop()?.undone(new Error('full'));
    expect(lost.heard).toEqual(['undone']);
    history.isFull = true;
  } else history.isFull = true;
  expect(() => write(received(), lost)).toThrow('full');
  expect(() => write(received(), lost)).toThrow('full');
  history.isFull = false;
  const back = listener();
  expect(write(received(), back)).toBe(KEPT);
  expect([history.endings, back.heard]).toEqual([[undefined], []]);
  await vi.waitFor(() => expect(back.heard).toEqual(['committed']));
  write(received(), listener());
  expect(history.endings.at(-1)).toBeDefined();
});
