import { describe, expect, it } from 'vitest';
import { createCallLane, type Leave } from '../../src/register/call-lane.ts';

const never = new AbortController().signal;

/** Lets everything that is due happen. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the lane', () => {
  it('lets one in until the login is proven, then three', async () => {
    const lane = createCallLane();
    const inside: Leave[] = [];
    for (let n = 0; n < 8; n += 1) void lane.enter(never).then((leave) => leave && inside.push(leave));
    await settle();
    expect(inside).toHaveLength(1);
    inside[0]?.(false);
    await settle();
    expect(inside).toHaveLength(2);
    inside[1]?.(true);
    await settle();
    expect(inside).toHaveLength(5);
    inside[2]?.(true);
    await settle();
    expect(inside).toHaveLength(6);
  });

  it('forgets who gave up waiting', async () => {
    const lane = createCallLane();
    const first = await lane.enter(never);
    const controller = new AbortController();
    const second = lane.enter(controller.signal);
    const third = lane.enter(never);
    controller.abort();
    expect(await second).toBeNull();
    first?.(false);
    expect(await third).not.toBeNull();
    expect(await lane.enter(AbortSignal.abort())).toBeNull();
  });
});
