/**
 * A picture of a terminal's screen: its cells with their colours, and the same as SVG for a document.
 */
import type { IBufferCell, Terminal } from '@xterm/headless';

/** Neighbouring cells that look alike. */
interface Stretch {
  readonly column: number;
  readonly text: string;
  /** How many cells the text takes. */
  readonly cells: number;
  readonly colour: string;
  readonly bold: boolean;
  readonly inverse: boolean;
}

export interface Picture {
  readonly cols: number;
  readonly rows: readonly (readonly Stretch[])[];
}

const [CELL_WIDTH, CELL_HEIGHT, MARGIN] = [8.4, 18, 16];
const [PAPER, INK, DIM] = ['#12161c', '#d7dce2', '#7d8794'];
/** The sixteen colours of a terminal, as most themes show them. */
const PALETTE =
  '#3b4252 #e0606a #7bc275 #e3b95b #6ea3e0 #b98ce0 #5fb9c4 #c9d1d9 #5c6675 #f2777f #95d68f #f0cd7a #8dbdf2 #cda6ef #7fd2dc #ffffff'.split(
    ' ',
  );

export function pictureOf(term: Terminal): Picture {
  const { active } = term.buffer;
  const rows = Array.from({ length: term.rows }, (_, row) => {
    const line = active.getLine(active.baseY + row);
    const cells = Array.from({ length: term.cols }, (__, column) => line?.getCell(column));
    return stretchesOf(cells);
  });
  return { cols: term.cols, rows };
}

function stretchesOf(cells: readonly (IBufferCell | undefined)[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  cells.forEach((cell, column) => {
    const look = lookOf(cell);
    const last = stretches.at(-1);
    const isSame = last && last.colour === look.colour && last.bold === look.bold && last.inverse === look.inverse;
    if (isSame) stretches[stretches.length - 1] = { ...last, text: last.text + look.text, cells: last.cells + 1 };
    else stretches.push({ column, cells: 1, ...look });
  });
  return stretches.filter(({ text, inverse }) => inverse || text.trim() !== '');
}

function lookOf(cell: IBufferCell | undefined): Omit<Stretch, 'column' | 'cells'> {
  if (cell === undefined) return { text: ' ', colour: INK, bold: false, inverse: false };
  const palette = cell.isFgPalette() ? PALETTE[cell.getFgColor()] : undefined;
  const colour = cell.isDim() !== 0 ? DIM : (palette ?? INK);
  return { text: cell.getChars() || ' ', colour, bold: cell.isBold() !== 0, inverse: cell.isInverse() !== 0 };
}

/** SVG without scripts, fonts or links of its own. */
export function svgOf({ cols, rows }: Picture): string {
  const width = Math.ceil(cols * CELL_WIDTH + 2 * MARGIN);
  const height = rows.length * CELL_HEIGHT + 2 * MARGIN;
  const lines = rows.flatMap((row, index) =>
    row.map((stretch) => textOf(stretch, MARGIN + (index + 0.75) * CELL_HEIGHT)),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" rx="8" fill="${PAPER}"/>`,
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14">`,
    ...lines,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function textOf(stretch: Stretch, y: number): string {
  const { column, text, colour, bold, inverse } = stretch;
  const x = (MARGIN + column * CELL_WIDTH).toFixed(1);
  const width = (stretch.cells * CELL_WIDTH).toFixed(1);
  const back = inverse
    ? `<rect x="${x}" y="${y - 13}" width="${width}" height="${CELL_HEIGHT}" fill="${colour}"/>`
    : '';
  const weight = bold ? ' font-weight="bold"' : '';
  const fill = inverse ? PAPER : colour;
  return `${back}<text x="${x}" y="${y}" textLength="${width}" xml:space="preserve" fill="${fill}"${weight}>${escaped(text)}</text>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
