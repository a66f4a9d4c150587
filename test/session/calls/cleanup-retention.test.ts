/** Old history goes at the start of a session, a little at a time, and only while no call comes. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { trouble } from '../../../src/core/failure.ts';
import { keepRetention } from '../../../src/session/calls/retention.ts';
import type { Pruned, PruneRequest } from '../../../src/store/prune.ts';
import { openHistory } from '../../../src/store/history.ts';
import { openSession } from '../../../src/session/session.ts';
import { keep } from '../../store/samples.ts';
import { temporaryFolder } from '../../support/program.ts';
import { planFor } from '../../support/session-plan.ts';

const log: string[] = [];
const asked: PruneRequest[] = [];
let answers: Pruned[] = [];
let lastCallAt: number | null = null;
const stops: (() => void)[] = [];

function keepRetaining(prune = nextAnswer): void {
  const history = { prune };
  stops.push(
    keepRetention({ history, now: Date.now, lastCallAt: () => lastCallAt, log: (text) => void log.push(text) }),
  );
}

function nextAnswer(request: PruneRequest): Pruned {
  asked.push(request);
  return answers.shift() ?? { deliveries: 0, bytes: 0, isDone: true };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
  log.length = asked.length = 0;
  lastCallAt = null;
});

afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  vi.useRealTimers();
});

it('goes on in short slices until all is done, then rests', () => {
  answers = [
    { deliveries: 200, bytes: 0, isDone: false },
    { deliveries: 100, bytes: 0, isDone: false },
  ];
  keepRetaining();
  vi.advanceTimersByTime(60_000);
  expect(asked).toHaveLength(3);
  expect(asked[0]).toEqual({ maxAgeMs: 7 * 86_400_000, maxBytes: 500_000_000, budgetMs: 10, keepSession: null });
  expect(log).toEqual(['retention: 300 old deliveries removed from history']);
});

it('waits while calls come', () => {
  keepRetaining();
  for (let second = 0; second < 30; second += 1) {
    lastCallAt = Date.now();
    vi.advanceTimersByTime(500);
  }
  expect(asked).toHaveLength(0);
  vi.advanceTimersByTime(1500);
  expect(asked).toHaveLength(1);
});

it('is given up, and said in the log only, when the disk refuses', () => {
  keepRetaining(() => {
    throw trouble('disk-full', 'The disk is full.');
  });
  vi.advanceTimersByTime(5000);
  expect(log).toEqual(['retention given up: The disk is full.']);
});

it('removes what is older than a week while a session runs, and nothing younger', async () => {
  vi.useRealTimers();
  const folder = await temporaryFolder();
  const dir = `${folder.path}/data`;
  const week = 7 * 86_400_000;
  const writer = openHistory({ dir, now: Date.now, session: 'before' });
  keep(writer, { at: Date.now() - week - 60_000, body: 'old' });
  const young = keep(writer, { at: Date.now() - week + 60_000, body: 'young' });
  writer.close();
  const session = openSession(planFor(folder.path), { now: Date.now, onRecord: () => undefined, log: () => undefined });
  const reader = openHistory({ dir, now: Date.now, session: null });
  const left = (): readonly string[] => reader.page({ before: null, limit: 9, filter: null }).map(({ id }) => id);
  await vi.waitFor(() => expect(left()).toEqual([young]), { timeout: 10_000 });
  reader.close();
  session.end({ reason: 'quit' });
  await session.ended;
  await folder.remove();
});
