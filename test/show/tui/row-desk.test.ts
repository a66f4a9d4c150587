import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRowDesk, LINE_WIDTH, type Block } from '../../../src/show/tui/screen/row-desk.ts';

const rows = fc.array(fc.constantFrom('', 'a', 'b', '\u001b[1mc\u001b[0m', 'd'), { minLength: 1, maxLength: 5 });

describe('the desk of rows', () => {
  it('gives the rows of every block back at their places, for frames without end', () => {
    const frames = fc.array(fc.array(rows, { minLength: 1, maxLength: 4 }), { maxLength: 30 });
    fc.assert(
      fc.property(frames, (list) => {
        const desk = createRowDesk();
        const blocks: Block[] = [];
        for (const parts of list) {
          const texts = parts.map((part, at) => (blocks[at] ??= desk.newBlock()).put(part));
          const frame = texts.join('\n');
          expect(frame).toMatch(/^\d+\.?(?:\n\d+\.?)*$/);
          expect(desk.rowsOf(frame)).toEqual(parts.flat());
        }
      }),
    );
  });

  it('has another text for Ink when a row has changed, and only then', () => {
    fc.assert(
      fc.property(fc.array(rows), (list) => {
        const block = createRowDesk().newBlock();
        let [before, text]: [readonly string[], string] = [[], ''];
        for (const after of list) {
          const next = block.put(after);
          expect(next !== text).toBe(JSON.stringify(before) !== JSON.stringify(after));
          [before, text] = [after, next];
        }
      }),
    );
  });

  it('has few numbers in all, and never one for two blocks at once', () => {
    const desk = createRowDesk();
    const stays = desk.newBlock();
    const seen = new Set<string>();
    for (let count = 0; count < 1000; count += 1) {
      const frame = `${stays.put(['stays'])}\n${desk.newBlock().put([`row ${count}`])}`;
      frame.split('\n').forEach((line) => seen.add(line));
      expect(desk.rowsOf(frame)).toEqual(['stays', `row ${count}`]);
    }
    expect(seen.size).toBeLessThanOrEqual(200);
    expect(Math.max(...[...seen].map(({ length }) => length))).toBeLessThanOrEqual(LINE_WIDTH);
  });

  it('draws nothing that did not come over it', () => {
    const desk = createRowDesk();
    const known = desk.newBlock().put(['known']);
    expect(desk.rowsOf(`\u001b[2J\n${known}\n77`)).toEqual(['', 'known', '']);
  });
});
