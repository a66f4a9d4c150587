/**
 * Two hundred calls at once, from a process of their own. When each was answered is measured by hand, on a quiet machine.
 */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startHandler } from '../../support/handler.ts';
import { openLoad, type Load } from './load-play.ts';

const CALLS = 200;
const EVENT = 'Orders.create';

const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
});

async function play(
  behave: Parameters<typeof startHandler>[0],
  policy: string,
): Promise<Load & { hits: () => number }> {
  const handler = await startHandler(behave);
  cleanUp.push(handler.close);
  const load = await openLoad({ events: [EVENT], args: ['--answer', policy, '-f', String(handler.port)] });
  cleanUp.push(() => load.end());
  return { ...load, hits: () => handler.calls.length };
}

describe('two hundred calls at once', () => {
  it('are all answered under rescue though the handler is silent, and all are kept', async () => {
    const load = await play({ kind: 'silent' }, 'rescue');
    const seen = await load.volley(EVENT, CALLS);
    if (process.env['SPREAD'] !== undefined) console.log(`slowest ${Math.max(...seen.map(({ ms }) => ms))} ms`);
    expect(seen.map(({ status }) => status)).toEqual(Array(CALLS).fill(503));
    await vi.waitFor(() => expect(load.attempts(EVENT)).toHaveLength(CALLS), { timeout: 10_000 });
    expect(new Set(load.attempts(EVENT).map(({ sha256 }) => sha256)).size).toBe(CALLS);
    await vi.waitFor(() => expect(load.hits()).toBe(CALLS), { timeout: 10_000 });
  }, 60_000);

  it('are all answered 204 under ack, and reach a slow handler in the end', async () => {
    const load = await play({ kind: 'late', status: 200, ms: 1200 }, 'ack');
    const seen = await load.volley(EVENT, CALLS);
    expect(seen.map(({ status }) => status)).toEqual(Array(CALLS).fill(204));
    const settled = (): number => load.program.lines().filter(({ kind }) => kind === 'handler').length;
    await vi.waitFor(() => expect([load.hits(), settled()]).toEqual([CALLS, CALLS]), { timeout: 20_000 });
    expect(load.attempts(EVENT)).toHaveLength(CALLS);
    load.program.kill('SIGTERM');
    expect(await load.program.line(({ kind }) => kind === 'end')).toMatchObject({ deliveries: CALLS, queued: 0 });
  }, 60_000);
});
