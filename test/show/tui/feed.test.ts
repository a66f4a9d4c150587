import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chosenRow,
  follow,
  MAX_ROWS,
  move,
  refresh,
  sourceOf,
  toOldest,
  visibleRows,
  type Feed,
  type FeedSource,
} from '../../../src/show/tui/store/feed.ts';
import { clampScroll, windowFor } from '../../../src/show/tui/store/window.ts';
import { createFakeSession, type FakeSession } from './fake-session.ts';

const HEIGHT = 5;

function sessionOf(count: number, filter: string | null = null): FeedSource & Pick<FakeSession, 'put'> {
  const session = createFakeSession();
  for (let id = 1; id <= count; id += 1) session.put({ id: String(id) });
  return { ...sourceOf(session, filter), put: (row) => session.put(row) };
}

const ids = (feed: Feed): readonly string[] => visibleRows(feed, HEIGHT).map(({ id }) => id);

describe('the window', () => {
  it('always shows the chosen row, fills the height and moves no further than needed', () => {
    const request = fc.record({
      total: fc.nat(50),
      cursor: fc.nat(49),
      height: fc.integer({ min: 1, max: 20 }),
      from: fc.nat(60),
    });
    fc.assert(
      fc.property(request, (asked) => {
        const { total, cursor, height, from } = {
          ...asked,
          cursor: Math.min(asked.cursor, Math.max(0, asked.total - 1)),
        };
        const window = windowFor({ total, cursor, height, from });
        expect(window.to - window.from).toBe(Math.min(total, height));
        if (total > 0) expect(window.from <= cursor && cursor < window.to).toBe(true);
        const stays = from <= cursor && cursor < from + height && from + height <= total;
        if (stays) expect(window.from).toBe(from);
      }),
    );
  });

  it('leaves no empty room at the end of a text', () => {
    expect([clampScroll(99, 10, 4), clampScroll(-3, 10, 4), clampScroll(2, 3, 4)]).toEqual([6, 0, 0]);
  });
});

describe('the feed', () => {
  it('takes what is new in by one step up over the upper end, and follows when there is nothing new', () => {
    const source = sessionOf(20);
    const at = { source, height: HEIGHT };
    let feed = move(follow(source, HEIGHT), 1, at);
    feed = move(feed, -1, at);
    expect([chosenRow(feed)?.id, feed.isFollowing]).toEqual(['20', false]);
    source.put({ id: '21' });
    source.put({ id: '22' });
    feed = refresh(feed, source, HEIGHT);
    expect([feed.fresh, ids(feed)[0]]).toEqual([2, '20']);
    feed = move(feed, -1, at);
    expect([chosenRow(feed)?.id, feed.isFollowing, feed.fresh]).toEqual(['21', false, 0]);
    feed = move(move(feed, -1, at), -1, at);
    expect([chosenRow(feed)?.id, feed.isFollowing]).toEqual(['22', true]);
  });

  it('stays within its bound on the way to the oldest of many, and finds the way back', () => {
    const source = sessionOf(2500);
    const at = { source, height: HEIGHT };
    let feed = follow(source, HEIGHT);
    const seenDown: string[] = [];
    for (let step = 0; step < 2600; step += 1) {
      feed = move(feed, 1, at);
      expect(feed.entries.length).toBeLessThanOrEqual(MAX_ROWS);
      seenDown.push(chosenRow(feed)?.id ?? '');
    }
    expect(new Set(seenDown).size).toBe(2499);
    expect(seenDown.at(-1)).toBe('1');
    for (let step = 0; step < 2499; step += 1) feed = move(feed, -1, at);
    expect([chosenRow(feed)?.id, feed.isFollowing]).toEqual(['2500', false]);
  });

  it('does not move rows when one of them repeats', () => {
    const source = sessionOf(8);
    const pinned = move(follow(source, HEIGHT), 2, { source, height: HEIGHT });
    source.put({ id: '4', attempts: 2 });
    const later = refresh(pinned, source, HEIGHT);
    expect(ids(later)).toEqual(ids(pinned));
    expect(visibleRows(later, HEIGHT)[4]).toMatchObject({ id: '4', attempts: 2 });
    expect(later.fresh).toBe(1);
  });

  it('goes to the oldest it may hold', () => {
    const source = sessionOf(30);
    expect(chosenRow(toOldest(follow(source, HEIGHT), source, HEIGHT))?.id).toBe('1');
  });
});
