/** What becomes of webhooks whose address has moved, with a shop that does as the test says. */
import { describe, expect, it } from 'vitest';
import { createMover, type Mover } from '../../../src/session/address/move-webhooks.ts';
import type { Move } from '../../../src/register/moving.ts';

const ALL: Move = { moved: 2, left: [] };
const NONE: Move = { moved: 0, left: [{ id: 7, event: 'Orders.create', reason: 'no calls are left' }] };
const SOME: Move = { moved: 1, left: [{ id: 7, event: 'Orders.create', reason: 'The shop answered 500.' }] };

interface Play {
  readonly mover: Mover;
  readonly clock: { now: number };
  readonly urls: string[];
  readonly told: string[];
}

/** A shop that answers each move with the next of `answers`. */
function play(answers: readonly Move[]): Play {
  const clock = { now: 0 };
  const [urls, told]: [string[], string[]] = [[], []];
  const queue = [...answers];
  const mover = createMover({
    registration: {
      move(urlFor) {
        urls.push(urlFor('Orders.create'));
        return Promise.resolve(queue.shift() ?? NONE);
      },
    },
    urlFor: (event, publicUrl) => `${publicUrl}/secret/${event}`,
    canAskAgain: true,
    now: () => clock.now,
    signal: new AbortController().signal,
    notify: (level, { code, text }) => void told.push(`${level} ${code}: ${text}`),
  });
  return { mover, clock, urls, told };
}

describe('a move', () => {
  it('leads the webhooks to the new address and says so', async () => {
    const { mover, urls, told } = play([ALL]);
    expect(await mover.move('http://new.test')).toBe(true);
    expect(urls).toEqual(['http://new.test/secret/Orders.create']);
    expect(told).toEqual([expect.stringMatching(/^info address-moved: .*new address: 2/)]);
    await mover.catchUp();
    expect(urls).toHaveLength(1);
  });

  it('that changed nothing is told with its reason, and is not paid for again within a minute', async () => {
    const { mover, clock, urls, told } = play([NONE, ALL]);
    expect(await mover.move('http://new.test')).toBe(false);
    expect(told).toEqual([expect.stringMatching(/^error address-not-moved: .*no calls are left.*do not arrive/)]);
    clock.now += 59_000;
    expect(await mover.move('http://newer.test')).toBe(false);
    expect(urls).toHaveLength(1);
    clock.now += 1000;
    expect(await mover.move('http://newest.test')).toBe(true);
  });

  it('of some names the others and tries them again, a few times', async () => {
    const { mover, clock, urls, told } = play([SOME, SOME, SOME, SOME, SOME, SOME]);
    expect(await mover.move('http://new.test')).toBe(true);
    expect(told[1]).toMatch(/^error webhooks-not-moved: .*Orders.create \(id 7\)/);
    for (let minute = 0; minute < 10; minute += 1) {
      await mover.catchUp();
      clock.now += 60_000;
    }
    expect(urls).toEqual(Array.from({ length: 4 }, () => 'http://new.test/secret/Orders.create'));
  });

  it('of some is complete once the others follow', async () => {
    const { mover, clock, urls } = play([SOME, ALL, ALL]);
    await mover.move('http://new.test');
    for (let minute = 0; minute < 3; minute += 1) {
      clock.now += 60_000;
      await mover.catchUp();
    }
    expect(urls).toHaveLength(2);
  });
});
