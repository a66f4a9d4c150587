import { describe, expect, it } from 'vitest';
import { line, lineText, lineWidth } from '../../../src/show/present/line.ts';
import { spread, type Segment, type Spread } from '../../../src/show/present/segments.ts';

const part = (text: string, keep: number): Segment => ({ line: text === '' ? [] : line(text), keep });
const shown = (left: readonly Segment[], right: readonly Segment[], width: number): string =>
  lineText(spread({ left, right, width, gap: 2 }));

describe('a line of parts', () => {
  const left = [part('name', 1), part('tunnel', 9), part('a-long-address', 4), part('shop', 6)];
  const right = [part('14:32', 2)];

  it('has all of them where there is room, the right ones at the right', () => {
    expect(shown(left, right, 43)).toBe('name  tunnel  a-long-address  shop    14:32');
  });

  it('leaves out what matters least first', () => {
    expect(shown(left, right, 35)).toBe('tunnel  a-long-address  shop  14:32');
    expect(shown(left, right, 12)).toBe('tunnel  shop');
  });

  it('takes what is small where something larger that matters more does not fit', () => {
    expect(shown(left, right, 27)).toBe('name  tunnel  shop    14:32');
  });

  it('leaves out equal ones from the right', () => {
    expect(shown([part('aaaa', 3), part('bbbb', 3)], [], 7)).toBe('aaaa');
  });

  it('needs no gap for a part that has nothing to say', () => {
    expect(shown([part('', 9), part('tunnel', 9)], [part('', 9)], 30)).toBe('tunnel');
  });

  it('is never wider than the room', () => {
    const request = (width: number): Spread => ({ left, right, width, gap: 2 });
    for (let width = 1; width < 50; width += 1) expect(lineWidth(spread(request(width)))).toBeLessThanOrEqual(width);
  });
});
