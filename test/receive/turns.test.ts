import { describe, expect, it } from 'vitest';
import { createTurns, type Turns } from '../../src/receive/turns.ts';

interface Played {
  readonly turns: Turns;
  readonly done: string[];
  /** Work that takes so long, and leaves its name in `done`. */
  readonly work: (name: string, ms: number) => () => void;
  readonly pass: (ms: number) => void;
  /** Ends one turn; false when nobody waits for the next. */
  readonly endTurn: () => boolean;
}

/** An event loop whose time and turns a test decides. */
function play(): Played {
  let now = 1000;
  let look: (() => void) | null = null;
  const done: string[] = [];
  const turns = createTurns({
    now: () => now,
    afterThisTurn: (next) => {
      look = next;
    },
  });
  const pass = (ms: number): void => {
    now += ms;
  };
  const work = (name: string, ms: number) => (): void => {
    pass(ms);
    done.push(name);
  };
  return {
    turns,
    done,
    work,
    pass,
    endTurn: () => {
      const next = look;
      look = null;
      next?.();
      return next !== null;
    },
  };
}

describe('turns', () => {
  it('does the work of one call at once', () => {
    const { turns, done, work } = play();
    turns.cameIn('connection');
    void turns.first(work('keep', 2));
    void turns.afterwards(work('tell', 2));
    expect(done).toEqual(['keep', 'tell']);
  });

  it('takes in who waits at the door before it goes on with the work', () => {
    const { turns, done, work, endTurn } = play();
    for (let call = 0; call < 4; call += 1) {
      turns.cameIn('connection');
      void turns.first(work(`keep ${call}`, 3));
      endTurn();
    }
    expect(done).toEqual(['keep 0', 'keep 1']);
    endTurn();
    expect(done).toEqual(['keep 0', 'keep 1', 'keep 2', 'keep 3']);
  });

  it('does not put work off for ever while the door never stands empty', () => {
    const { turns, done, work, pass, endTurn } = play();
    for (let call = 0; call < 40; call += 1) {
      turns.cameIn('connection');
      void turns.first(work(`keep ${call}`, 5));
      pass(1);
      endTurn();
    }
    expect(done.length).toBeGreaterThan(1);
    expect(done).toEqual(done.map((_, call) => `keep ${call}`));
  });

  it('leaves what nobody waits for until the answers are out', () => {
    const { turns, done, work, endTurn } = play();
    void turns.first(work('long', 9));
    for (let call = 0; call < 3; call += 1) {
      void turns.afterwards(work(`tell ${call}`, 1));
      endTurn();
    }
    expect(done).toEqual(['long']);
    while (endTurn());
    expect(done).toEqual(['long', 'tell 0', 'tell 1', 'tell 2']);
  });

  it('counts a burst from when the door was last seen empty', () => {
    const { turns, pass, endTurn } = play();
    expect(turns.cameIn('connection')).toBe(1000);
    for (let call = 0; call < 3; call += 1) {
      pass(50);
      endTurn();
      expect(turns.cameIn('connection')).toBe(1000);
    }
    endTurn();
    pass(7);
    endTurn();
    expect(turns.cameIn('connection')).toBe(1157);
    while (endTurn());
    pass(500);
    expect(turns.cameIn('connection')).toBe(1657);
  });

  it('knows the longest turn of late, and forgets it', () => {
    const { turns, pass, endTurn } = play();
    expect(turns.lag()).toBe(0);
    turns.cameIn('connection');
    pass(30);
    while (endTurn());
    expect(turns.lag()).toBe(30);
    pass(2500);
    expect(turns.lag()).toBe(0);
  });

  it('tells who asked when its work fails, and goes on', async () => {
    const { turns, done, work } = play();
    const failing = turns.first(() => {
      throw new Error('disk full');
    });
    void turns.first(work('next', 1));
    await expect(failing).rejects.toThrow('disk full');
    expect(done).toEqual(['next']);
  });
});
