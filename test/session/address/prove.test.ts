/** A fresh address, asked until it leads here: with a clock in our hands. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { proveFresh } from '../../../src/session/address/prove.ts';
import type { ProbeResult } from '../../../src/tunnel/probe.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const PROVED: ProbeResult = { kind: 'proved', ms: 5 };
const FAILED: ProbeResult = { kind: 'failed', because: 'unreachable', status: null, ms: 5, text: 'no such name' };

interface Play {
  readonly result: Promise<ProbeResult>;
  /** When round trips were made, in milliseconds from the start. */
  readonly rounds: readonly number[];
  readonly tunnel: { isGone: boolean };
  readonly control: AbortController;
}

/** Round trips fail until `provedFrom`. */
function play(freshFor: number, provedFrom: number, publicUrl = 'https://four-words.trycloudflare.com'): Play {
  const startedAt = performance.now();
  const rounds: number[] = [];
  const tunnel = { isGone: false };
  const control = new AbortController();
  const result = proveFresh({
    tunnel: { publicUrl, isOver: () => tunnel.isGone },
    freshFor,
    goRound() {
      const at = performance.now() - startedAt;
      rounds.push(at);
      return Promise.resolve(at >= provedFrom ? PROVED : FAILED);
    },
    signal: control.signal,
  });
  return { result, rounds, tunnel, control };
}

describe('a fresh address', () => {
  it('is proved by the first round trip that comes back', async () => {
    const { result, rounds } = play(0, 0);
    expect(await result).toEqual(PROVED);
    expect(rounds).toEqual([0]);
  });

  it('is asked three times where it should be known at once', async () => {
    const { result, rounds } = play(0, Infinity);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await result).toEqual(FAILED);
    expect(rounds).toEqual([0, 1000, 2000]);
  });

  it('is asked for as long as its name may be new, and not at once, since resolvers remember that there was none', async () => {
    const { result, rounds } = play(30_000, 12_000);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await result).toEqual(PROVED);
    expect([rounds[0], rounds.at(-1)]).toEqual([2000, 12_000]);
  });

  it('on this machine needs no such patience', async () => {
    const { result, rounds } = play(30_000, 0, 'http://four-words.localhost:8080');
    expect(await result).toEqual(PROVED);
    expect(rounds).toEqual([0]);
  });

  it('is given up when its time has passed', async () => {
    const { result, rounds } = play(30_000, Infinity);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await result).toEqual(FAILED);
    expect(rounds.at(-1)).toBe(30_000);
  });

  it.each([
    ['its tunnel is over', (started: Play) => void (started.tunnel.isGone = true)],
    ['it is no longer wanted', (started: Play) => started.control.abort()],
  ])('is given up as soon as %s', async (_why, happen) => {
    const started = play(30_000, Infinity);
    await vi.advanceTimersByTimeAsync(5500);
    happen(started);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await started.result).toEqual(FAILED);
    expect(started.rounds.length).toBeLessThan(7);
  });
});
