import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRowDesk, NUMBER_WIDTH } from '../../../src/show/tui/screen/row-desk.ts';

describe('the desk of rows', () => {
  it('gives every row of a frame back at its place, for frames without end', () => {
    const frames = fc.array(fc.array(fc.constantFrom('', 'a', 'b', '\u001b[1mc\u001b[0m', 'd', 'e'), { minLength: 1 }));
    fc.assert(
      fc.property(frames, (list) => {
        const desk = createRowDesk();
        for (const rows of list) {
          const frame = rows.map(desk.numberOf).join('\n');
          expect(frame).toMatch(/^\d+(?:\n\d+)*$/);
          expect(desk.rowsOf(frame)).toEqual(rows);
        }
      }),
    );
  });

  it('keeps the number of a row that stays, and never has one for two rows', () => {
    const desk = createRowDesk();
    const stays = desk.numberOf('stays');
    for (let count = 0; count < 25_000; count += 1) {
      const other = desk.numberOf(`row ${count}`);
      expect(other).not.toBe(stays);
      expect(other.length).toBeLessThanOrEqual(NUMBER_WIDTH);
      expect(desk.rowsOf(`${stays}\n${other}`)).toEqual(['stays', `row ${count}`]);
    }
    expect(desk.numberOf('stays')).toBe(stays);
  });

  it('draws nothing that did not come over it', () => {
    const desk = createRowDesk();
    const known = desk.numberOf('known');
    expect(desk.rowsOf(`\u001b[2J\n${known}\n77`)).toEqual(['', 'known', '']);
  });
});
