/** What a filter finds in slices is what one look at everything would find. */
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { SessionView } from '../../../src/session/view.ts';
import type { DeliveryRow } from '../../../src/store/row.ts';
import { LEAST_ROWS, MAX_ROWS } from '../../../src/show/tui/store/feed.ts';
import { createFilterPace } from '../../../src/show/tui/store/filter-pace.ts';
import { createLooker, type Looker } from '../../../src/show/tui/store/looking.ts';
import { settledRow } from './fake-session.ts';

const WANTED = 'status:500';

interface Desk {
  readonly looker: Looker;
  /** `first`, `again`, `progress`, in the order in which they were told. */
  readonly told: string[];
  /** Stretches of history that were asked for. */
  readonly stretches: { after: number; before: number }[];
  readonly put: (...places: readonly number[]) => void;
  readonly pass: (ms: number) => void;
  readonly outdate: () => void;
  /** Resolves when the looker has told so often. */
  readonly heard: (count: number) => Promise<void>;
}

/** A history with what fits at some places and nothing at the others; a thousand places take `cost` milliseconds. */
function desk(places: readonly number[], cost: number, top = Math.max(0, ...places)): Desk {
  let now = 1_000_000;
  const told: string[] = [];
  const stretches: Desk['stretches'] = [];
  const rows = new Map<number, DeliveryRow>(places.map((place) => [place, rowAt(place)]));
  const query: SessionView['query'] = ({ before, after = 0, limit, filter }) => {
    if (filter === null) return [rowAt(Math.max(top, ...rows.keys()))];
    now += Math.round((cost * ((before ?? Infinity) - after - 1)) / 1000);
    stretches.push({ after, before: before ?? Infinity });
    const fitting = [...rows.values()].filter(({ place }) => place > after && place < (before ?? Infinity));
    return fitting.toSorted((a, b) => b.place - a.place).slice(0, limit);
  };
  const pace = createFilterPace(() => now);
  const onProgress = (): void => void told.push('progress');
  const onFound = (what: string): void => void told.push(what);
  return {
    looker: createLooker({ session: { query }, now: () => now, pace, onFound, onProgress }),
    told,
    stretches,
    put: (...more) => more.forEach((place) => rows.set(place, rowAt(place))),
    pass: (ms) => (now += ms),
    outdate: pace.outdate,
    heard: (count) => vi.waitFor(() => expect(told.filter((what) => what !== 'progress')).toHaveLength(count), 5000),
  };
}

function rowAt(place: number): DeliveryRow {
  return settledRow({ id: `at-${place}`, place });
}

const placesOf = (looker: Looker, filter = WANTED): readonly number[] | undefined =>
  looker.look(filter)?.rows.map(({ place }) => place);

describe('looking', () => {
  it('finds what one look at everything finds, whatever it costs and wherever it lies', async () => {
    const anyPlaces = fc.uniqueArray(fc.integer({ min: 1, max: 40_000 }), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(anyPlaces, fc.nat(30), async (places, cost) => {
        const { looker, heard } = desk(places, cost, 40_000);
        if (looker.look(WANTED)?.isWhole !== true) await heard(1);
        expect(looker.look(WANTED)).toMatchObject({ filter: WANTED, isWhole: true });
        expect(placesOf(looker)).toEqual(places.toSorted((a, b) => b - a));
      }),
      { numRuns: 60 },
    );
  });

  it('looks at no place twice, and at little at once where looking takes long', async () => {
    const { looker, heard, stretches } = desk([], 4, 100_000);
    looker.look(WANTED);
    await heard(1);
    const sizes = stretches.map(({ after, before }) => before - after - 1);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(100_000);
    expect(Math.max(...sizes)).toBeLessThan(3000);
    expect(sizes.length).toBeLessThan(100);
  });

  it('stops when the list is full', async () => {
    const places = Array.from({ length: MAX_ROWS + 500 }, (_, index) => 900_000 + index);
    const { looker, stretches, heard } = desk(places, 0, 1_000_000);
    expect(looker.look(WANTED)).toBeNull();
    await heard(1);
    expect(looker.look(WANTED)?.rows).toHaveLength(MAX_ROWS);
    expect(stretches.at(-1)?.after).toBeGreaterThan(0);
  });

  it('has something to show as soon as it fills a window, or after a while', async () => {
    const newest = Array.from({ length: LEAST_ROWS }, (_, index) => 50_000 - index);
    const full = desk([...newest, 1], 0);
    expect(full.looker.look(WANTED)).toMatchObject({ isWhole: false, rows: { length: LEAST_ROWS } });
    const few = desk([50_000, 1], 0);
    expect(few.looker.look(WANTED)).toBeNull();
    few.pass(151);
    expect(few.looker.look(WANTED)).toMatchObject({ isWhole: false, rows: { length: 1 } });
    await few.heard(1);
    expect(placesOf(few.looker)).toEqual([50_000, 1]);
  });

  it('gives up one filter for another at once, and knows the last answer still', async () => {
    const { looker, heard, told } = desk([40_000, 3], 4);
    looker.look(WANTED);
    await heard(1);
    looker.look('body:a');
    expect(looker.look('body:ab')).toBeNull();
    expect(placesOf(looker)).toEqual([40_000, 3]);
    looker.look('body:ab');
    await heard(2);
    expect(told.filter((what) => what !== 'progress')).toEqual(['first', 'first']);
  });

  it('looks again only when something has changed, for a twentieth of the time, and shows the old meanwhile', async () => {
    const { looker, heard, told, put, pass, outdate, stretches } = desk([40_000], 4);
    looker.look(WANTED);
    await heard(1);
    const slices = stretches.length;
    pass(40 * 4 * 20);
    looker.look(WANTED);
    expect(stretches).toHaveLength(slices);
    put(40_001);
    outdate();
    expect(placesOf(looker)).toEqual([40_000]);
    await heard(2);
    expect([told.at(-1), placesOf(looker)]).toEqual(['again', [40_001, 40_000]]);
    outdate();
    looker.look(WANTED);
    expect(stretches).toHaveLength(2 * slices);
  });

  it('looks again after a minute, since times pass by themselves', async () => {
    const { looker, heard, pass, stretches } = desk([4], 0);
    expect(looker.look(WANTED)?.isWhole).toBe(true);
    const slices = stretches.length;
    pass(60_000);
    looker.look(WANTED);
    expect(stretches.length).toBeGreaterThan(slices);
    await heard(0);
  });

  it('is quiet once it is stopped', async () => {
    const { looker, told, stretches } = desk([2], 4, 100_000);
    looker.look(WANTED);
    looker.stop();
    const slices = stretches.length;
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    expect([told, stretches.length]).toEqual([[], slices]);
  });

  it('takes a history that cannot be read for an empty one', async () => {
    const pace = createFilterPace(() => 0);
    const query = (): never => {
      throw new Error('closed');
    };
    const none = (): void => undefined;
    const looker = createLooker({ session: { query }, now: () => 0, pace, onFound: none, onProgress: none });
    expect(looker.look(WANTED)).toEqual({ filter: WANTED, rows: [], isWhole: true });
  });
});
