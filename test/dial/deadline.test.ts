import { describe, expect, it, onTestFinished } from 'vitest';
import { onCutShort, pause, within } from '../../src/dial/deadline.ts';

const NEVER = new Promise<string>(() => {});

describe('within', () => {
  it('gives what came in time, good or bad', async () => {
    const limits = { deadline: 10_000, signal: new AbortController().signal };
    expect(await within(limits, Promise.resolve('done'))).toBe('done');
    await expect(within(limits, Promise.reject(new Error('bad')))).rejects.toThrow('bad');
  });

  it('ends with the deadline', async () => {
    expect(await within({ deadline: 1, signal: new AbortController().signal }, NEVER)).toBe('timeout');
  });

  it('ends when nobody wants it any more, also when that was so before', async () => {
    const control = new AbortController();
    const limits = { deadline: 10_000, signal: control.signal };
    const waiting = within(limits, NEVER);
    control.abort();
    expect(await waiting).toBe('aborted');
    expect(await within(limits, NEVER)).toBe('aborted');
  });

  it('does not leave a late failure unhandled', async () => {
    const late = new Promise<string>((_resolve, reject) => setTimeout(() => reject(new Error('late')), 5));
    expect(await within({ deadline: 1, signal: new AbortController().signal }, late)).toBe('timeout');
    await late.catch(() => {});
  });
});

describe('onCutShort', () => {
  it('lets one signal end any number of waits without a warning', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error): void => void warnings.push(warning);
    process.on('warning', note);
    onTestFinished(() => void process.off('warning', note));
    const control = new AbortController();
    const waits = Array.from({ length: 40 }, () => pause({ deadline: 10_000, signal: control.signal }));
    control.abort();
    expect(new Set(await Promise.all(waits))).toEqual(new Set(['aborted']));
    // Warnings come a tick later.
    await new Promise((resolve) => setImmediate(resolve));
    expect(warnings).toEqual([]);
  });

  it('is silent once called off', async () => {
    const control = new AbortController();
    const seen: string[] = [];
    onCutShort({ deadline: 1, signal: control.signal }, (why) => seen.push(why))();
    control.abort();
    await pause({ deadline: 5, signal: new AbortController().signal });
    expect(seen).toEqual([]);
  });

  it('tells only the first of both ends', async () => {
    const control = new AbortController();
    const seen: string[] = [];
    onCutShort({ deadline: 1, signal: control.signal }, (why) => seen.push(why));
    await pause({ deadline: 20, signal: new AbortController().signal });
    control.abort();
    expect(seen).toEqual(['timeout']);
  });
});
