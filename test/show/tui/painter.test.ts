import headless from '@xterm/headless';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLEAR, diffRows, ENTER, LEAVE } from '../../../src/show/tui/screen/painter.ts';
import { textWidth } from '../../../src/show/present/width.ts';

const COLUMNS = 24;
const ROWS = 6;
const SIZE = { columns: COLUMNS, rows: ROWS };

/** ASCII, Czech, box characters and letters two cells wide, in rows up to the last column. */
const rowText = fc
  .array(fc.constantFrom('a', 'Z', ' ', 'ě', 'Š', '─', '█', '▶', '漢', '字', '\u001b[1mb\u001b[0m'), {
    maxLength: COLUMNS + 4,
  })
  .map(fit);

function fit(pieces: readonly string[]): string {
  let row = '';
  for (const piece of pieces) if (textWidth(plain(row + piece)) <= COLUMNS) row += piece;
  return row;
}

function plain(row: string): string {
  return row.replaceAll('\u001b[1m', '').replaceAll('\u001b[0m', '');
}

const frame = fc.array(rowText, { maxLength: ROWS + 2 });

async function screenAfter(bytes: string): Promise<{ readonly rows: readonly string[]; readonly scrolled: number }> {
  const term = new headless.Terminal({ cols: COLUMNS, rows: ROWS, allowProposedApi: true });
  await new Promise<void>((resolve) => term.write(bytes, resolve));
  const { active } = term.buffer;
  const rows = Array.from(
    { length: ROWS },
    (_, row) => active.getLine(active.baseY + row)?.translateToString(true) ?? '',
  );
  return { rows, scrolled: active.baseY };
}

function shown(rows: readonly string[]): readonly string[] {
  return Array.from({ length: ROWS }, (_, row) => plain(rows[row] ?? '').trimEnd());
}

describe('painter', () => {
  it('leaves exactly the last frame on the screen, and scrolls nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(frame, { minLength: 1, maxLength: 6 }), async (frames) => {
        let before: readonly string[] = [];
        let bytes = ENTER;
        for (const after of frames) {
          bytes += diffRows(before, after, SIZE);
          before = after;
        }
        const screen = await screenAfter(bytes);
        expect(screen.rows.map((row) => row.trimEnd())).toEqual(shown(before));
        expect(screen.scrolled).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  it('writes nothing for the same frame, and only rows that differ', () => {
    expect(diffRows(['a', 'b'], ['a', 'b'], SIZE)).toBe('');
    const bytes = diffRows(['a', 'b', 'c'], ['a', 'B', 'c'], SIZE);
    expect(bytes).toContain('\u001b[2;1HB');
    expect(bytes).not.toContain('\u001b[1;1H');
    expect(bytes).not.toContain('\u001b[3;1H');
  });

  it('erases before the last cell of a row that reaches it, since terminals erase that cell otherwise', () => {
    const full = '─'.repeat(COLUMNS);
    expect(diffRows([], [full], SIZE)).toContain(`${'─'.repeat(COLUMNS - 1)}\u001b[0m\u001b[K─\u001b[0m`);
    expect(diffRows([], ['short'], SIZE)).toContain('short\u001b[0m\u001b[K');
  });

  it('leaves the end of a row where it is when a number in front of it counts up', () => {
    const rule = (words: string): string => `\u001b[36m▲ ${words}\u001b[0m\u001b[2m ${'─'.repeat(12)}\u001b[0m`;
    expect(diffRows([rule('41 new')], [rule('42 new')], SIZE)).not.toContain('─');
    expect(diffRows([rule('99 new')], [rule('100 new')], SIZE)).toContain('─');
    expect(diffRows([rule('漢字')], [rule('字漢')], SIZE)).toContain('─');
  });

  it('draws everything again after a clear', async () => {
    const rows = ['one', '', '─'.repeat(COLUMNS)];
    const screen = await screenAfter(ENTER + diffRows([], ['xxxxxx', 'y'], SIZE) + CLEAR + diffRows([], rows, SIZE));
    expect(screen.rows).toEqual(shown(rows));
  });

  it('leaves nothing of a frame where a terminal has no second buffer', async () => {
    const bytes = ENTER + diffRows([], ['one', 'two', 'three'], SIZE) + LEAVE;
    const screen = await screenAfter(`${bytes.replaceAll(/\?1049[hl]/g, '?9999l')}summary`);
    expect(screen.rows).toEqual(shown(['summary']));
  });
});
