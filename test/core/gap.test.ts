import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addGap, lengthText, nameGap, type Gap, type GapCause } from '../../src/core/gap.ts';
import { HOUR, MINUTE, SECOND } from '../../src/core/instant.ts';

const gap = (from: number, until: number, ...causes: readonly GapCause[]): Gap => ({ from, until, causes });

describe('gaps', () => {
  it('stand side by side, oldest first', () => {
    const [first, second] = [gap(10, 20, 'slept'), gap(30, 40, 'tunnel-down')];
    expect(addGap(addGap([], second), first)).toEqual([first, second]);
    expect(addGap([first, second], gap(22, 25, 'slept'))).toHaveLength(3);
  });

  it('that overlap or touch are one, with the causes of both in their order', () => {
    const first = gap(10, 20, 'tunnel-down');
    expect(addGap([first], gap(15, 30, 'slept'))).toEqual([gap(10, 30, 'slept', 'tunnel-down')]);
    expect(addGap([first], gap(20, 30, 'tunnel-down'))).toEqual([gap(10, 30, 'tunnel-down')]);
    expect(addGap([gap(0, 5, 'restart'), first, gap(25, 30, 'slept')], gap(4, 26, 'slept'))).toEqual([
      gap(0, 30, 'restart', 'slept', 'tunnel-down'),
    ]);
  });

  it('of no length, or that end before they begin, add nothing', () => {
    const known = [gap(10, 20, 'slept')];
    expect(addGap(known, gap(50, 50, 'slept'))).toBe(known);
    expect(addGap(known, gap(50, 40, 'slept'))).toBe(known);
  });

  it('keep those that a new one does not touch as they are', () => {
    const known = gap(10, 20, 'slept');
    expect(addGap([known], gap(30, 40, 'slept'))[0]).toBe(known);
  });
});

const anyGap: fc.Arbitrary<Gap> = fc
  .tuple(
    fc.integer({ min: 0, max: 60 }),
    fc.integer({ min: 0, max: 12 }),
    fc.constantFrom<GapCause>('slept', 'tunnel-down'),
  )
  .map(([from, length, cause]) => gap(from, from + length, cause));

const merged = (gaps: readonly Gap[]): readonly Gap[] => gaps.reduce<readonly Gap[]>(addGap, []);
const covers = (gaps: readonly Gap[], at: number): boolean => gaps.some(({ from, until }) => from <= at && at < until);

describe('however they come', () => {
  it('they cover the same times, without overlap, in order', () => {
    fc.assert(
      fc.property(fc.array(anyGap, { maxLength: 12 }), (gaps) => {
        const result = merged(gaps);
        for (let at = 0; at < 80; at += 1) expect(covers(result, at)).toBe(covers(gaps, at));
        for (const [index, one] of result.entries()) {
          expect(one.from).toBeGreaterThan(result[index - 1]?.until ?? -1);
          expect(one.until).toBeGreaterThan(one.from);
        }
      }),
    );
  });

  it('the order does not matter', () => {
    fc.assert(
      fc.property(fc.array(anyGap, { maxLength: 8 }), fc.infiniteStream(fc.nat()), (gaps, keys) => {
        const shuffled = gaps
          .map((one) => ({ one, key: keys.next().value ?? 0 }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ one }) => one);
        expect(merged(shuffled)).toEqual(merged(gaps));
      }),
    );
  });
});

describe('in words', () => {
  it.each([
    [400, '1 s'],
    [40 * SECOND, '40 s'],
    [99 * SECOND, '99 s'],
    [100 * SECOND, '2 min'],
    [20 * MINUTE + 21 * SECOND, '20 min'],
    [99 * MINUTE, '99 min'],
    [3 * HOUR, '3 h'],
    [3 * HOUR + 5 * MINUTE, '3 h 5 min'],
    [26 * HOUR, '26 h'],
  ])('%i ms are %s', (millis, text) => {
    expect(lengthText(millis)).toBe(text);
  });

  it('a gap is named by its length and all its causes', () => {
    expect(nameGap(gap(0, 20 * MINUTE, 'slept'))).toBe('the 20 min in which this machine slept');
    expect(nameGap(gap(0, 3 * MINUTE, 'slept', 'tunnel-down'))).toBe(
      'the 3 min in which this machine slept and the public address was dead',
    );
    expect(nameGap(gap(0, 9 * SECOND, 'restart'))).toBe('the 9 s in which no session ran');
  });
});
