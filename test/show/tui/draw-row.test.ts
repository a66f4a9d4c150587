/** Rows over rows in a terminal that has ideas of its own about how wide letters are. */
import headless from '@xterm/headless';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutLine, span, type Tone } from '../../../src/show/present/line.ts';
import { paintLine } from '../../../src/show/present/theme.ts';
import { drawRow } from '../../../src/show/tui/screen/draw-row.ts';
import { cellsOf } from './cells.ts';

const COLUMNS = 24;
const TONES: readonly Tone[] = ['plain', 'plain', 'dim', 'strong', 'warning', 'cursor'];
const LETTERS = [
  'a',
  '7',
  '7',
  ' ',
  'ě',
  '─',
  '█',
  '▶',
  '漢',
  '🎉',
  '👩‍👩‍👧',
  '🇨🇿',
  'é',
  '\u0301',
  '\u00ad',
  '\u200b',
  '⚡',
  '✓',
  'ש',
  '\ud83c',
];

const piece = fc.record({
  text: fc.array(fc.constantFrom(...LETTERS), { maxLength: 14 }).map((letters) => letters.join('')),
  tone: fc.constantFrom(...TONES),
});
const row = fc.tuple(fc.array(piece, { maxLength: 4 }), fc.boolean()).map(([pieces, colour]) =>
  paintLine(
    cutLine(
      pieces.map(({ text, tone }) => span(text, tone)),
      COLUMNS,
    ),
    { glyphs: 'unicode', colour },
  ).trimEnd(),
);
/** A row and what becomes of it: often little. */
const rows = fc
  .tuple(
    fc.array(row, { minLength: 1, maxLength: 4 }),
    fc.string({ unit: fc.constantFrom('0', '1', '2'), maxLength: 2 }),
  )
  .map(([list, digits]) => list.flatMap((one) => [one, one.replace('7', digits), one.replaceAll('a', 'b')]));

function openTerminal(): { readonly term: headless.Terminal; readonly write: (bytes: string) => Promise<void> } {
  const term = new headless.Terminal({ cols: COLUMNS, rows: 2, allowProposedApi: true });
  const write = (bytes: string): Promise<void> => new Promise((resolve) => term.write(bytes, resolve));
  return { term, write };
}

const NO_WRAP = '\u001b[?7l';
const HOME = '\u001b[1;1H';

it('looks as if it had been drawn on an empty row, whatever stood there', async () => {
  await fc.assert(
    fc.asyncProperty(rows, async (list) => {
      const over = openTerminal();
      await over.write(NO_WRAP);
      let before = '';
      for (const after of list) {
        if (after !== before) await over.write(HOME + drawRow(before, after, COLUMNS));
        before = after;
      }
      const fresh = openTerminal();
      await fresh.write(NO_WRAP + HOME + before);
      expect(cellsOf(over.term, 0)).toEqual(cellsOf(fresh.term, 0));
    }),
    { numRuns: 200 },
  );
});

it('is at no time blank in between', async () => {
  const full = fc.tuple(piece, row).map(([{ tone }, rest]) => {
    const start = paintLine([span('x', tone)], { glyphs: 'unicode', colour: true });
    return `${start}${rest}`;
  });
  await fc.assert(
    fc.asyncProperty(full, full, async (before, after) => {
      const { term, write } = openTerminal();
      await write(NO_WRAP + HOME + before);
      for (const byte of HOME + drawRow(before, after, COLUMNS)) {
        await write(byte);
        expect(term.buffer.active.getLine(0)?.translateToString(true)).not.toBe('');
      }
    }),
    { numRuns: 40 },
  );
});
