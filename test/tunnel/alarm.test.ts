import { describe, expect, it } from 'vitest';
import { createAlarm } from '../../src/tunnel/alarm.ts';

const signal = new AbortController().signal;
const LONG = { deadline: 60_000, signal };

describe('an alarm', () => {
  it('ends the wait that is on', async () => {
    const alarm = createAlarm();
    const waiting = alarm.wait(LONG);
    alarm.ring();
    expect(await waiting).toBe('rung');
  });

  it('ends the next wait when it rang between two, and only that one', async () => {
    const alarm = createAlarm();
    alarm.ring();
    alarm.ring();
    expect(await alarm.wait(LONG)).toBe('rung');
    expect(await alarm.wait({ deadline: 5, signal })).toBe('timeout');
  });

  it('lets a wait end by its time or its signal', async () => {
    const alarm = createAlarm();
    expect(await alarm.wait({ deadline: 5, signal })).toBe('timeout');
    expect(await alarm.wait({ deadline: 60_000, signal: AbortSignal.abort() })).toBe('aborted');
  });
});
