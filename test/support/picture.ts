/**
 * A picture of a terminal's screen: its cells with their colours, and the same as SVG for a document, dark or light as
 * the reader's page is.
 */
import type { IBufferCell, Terminal } from '@xterm/headless';

/** Neighbouring cells that look alike. A letter that takes two cells stands alone: fonts disagree about its width. */
interface Stretch {
  readonly column: number;
  readonly text: string;
  /** How many cells the text takes. */
  readonly cells: number;
  readonly colour: Colour;
  readonly bold: boolean;
  readonly inverse: boolean;
}

export interface Picture {
  readonly cols: number;
  readonly rows: readonly (readonly Stretch[])[];
}

const [CELL_WIDTH, CELL_HEIGHT, MARGIN] = [8.4, 18, 16];

/** Names of classes in the picture, each on dark and on light paper. Only those that our screen uses. */
const COLOURS = {
  paper: ['#12161c', '#ffffff'],
  frame: ['#12161c', '#d0d7de'],
  ink: ['#d7dce2', '#1f2328'],
  dim: ['#8791a0', '#66707b'],
  red: ['#f2777f', '#c4232c'],
  green: ['#7bc275', '#1a7f37'],
  yellow: ['#e3b95b', '#9a6700'],
  cyan: ['#5fb9c4', '#0b7285'],
} as const;

type Colour = keyof typeof COLOURS;

/** By the terminal's numbers. */
const PALETTE: ReadonlyMap<number, Colour> = new Map([
  [1, 'red'],
  [2, 'green'],
  [3, 'yellow'],
  [6, 'cyan'],
]);

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
    // The second half of a wide letter.
    if (cell?.getWidth() === 0) return;
    const next = stretchOf(cell, column);
    const last = stretches.at(-1);
    if (last === undefined || !isAlike(last, next)) stretches.push(next);
    else stretches[stretches.length - 1] = { ...last, text: last.text + next.text, cells: last.cells + next.cells };
  });
  return stretches.filter(({ text, inverse }) => inverse || text.trim() !== '');
}

function stretchOf(cell: IBufferCell | undefined, column: number): Stretch {
  if (cell === undefined) return { column, text: ' ', cells: 1, colour: 'ink', bold: false, inverse: false };
  return {
    column,
    text: cell.getChars() || ' ',
    cells: cell.getWidth(),
    colour: colourOf(cell),
    bold: cell.isBold() !== 0,
    inverse: cell.isInverse() !== 0,
  };
}

function colourOf(cell: IBufferCell): Colour {
  if (cell.isDim() !== 0) return 'dim';
  return (cell.isFgPalette() ? PALETTE.get(cell.getFgColor()) : undefined) ?? 'ink';
}

function isAlike(one: Stretch, other: Stretch): boolean {
  const isSameLook = one.colour === other.colour && one.bold === other.bold && one.inverse === other.inverse;
  return isSameLook && isNarrow(one) && isNarrow(other);
}

function isNarrow({ text, cells }: Stretch): boolean {
  return Array.from(text.normalize('NFC')).length === cells;
}

/** SVG without scripts, fonts or links of its own. `title` is what a reader who cannot see it is told. */
export function svgOf({ cols, rows }: Picture, title: string): string {
  const width = Math.ceil(cols * CELL_WIDTH + 2 * MARGIN);
  const height = rows.length * CELL_HEIGHT + 2 * MARGIN;
  const lines = rows.flatMap((row, index) =>
    row.map((stretch) => textOf(stretch, MARGIN + (index + 0.75) * CELL_HEIGHT)),
  );
  const used = [...new Set<Colour>(['paper', 'ink', ...rows.flat().map(({ colour }) => colour)])];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<title>${escaped(title)}</title>`,
    `<style>${styleOf(used)}</style>`,
    `<rect class="paper frame" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>`,
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14">`,
    ...lines,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function styleOf(used: readonly Colour[]): string {
  const rules = (paper: 0 | 1): string =>
    [...used.map((name) => `.${name}{fill:${COLOURS[name][paper]}}`), `.frame{stroke:${COLOURS.frame[paper]}}`].join(
      '',
    );
  return `${rules(0)}.bold{font-weight:bold}@media(prefers-color-scheme:light){${rules(1)}}`;
}

function textOf(stretch: Stretch, y: number): string {
  const { column, text, colour, bold, inverse } = stretch;
  const x = (MARGIN + column * CELL_WIDTH).toFixed(1);
  const width = (stretch.cells * CELL_WIDTH).toFixed(1);
  const back = inverse
    ? `<rect class="${colour}" x="${x}" y="${y - 13}" width="${width}" height="${CELL_HEIGHT}"/>`
    : '';
  const look = `${inverse ? 'paper' : colour}${bold ? ' bold' : ''}`;
  return `${back}<text class="${look}" x="${x}" y="${y}" textLength="${width}" xml:space="preserve">${escaped(text)}</text>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The words of each row of a picture that `svgOf` has drawn, with their colours; rows without any are left out. */
export function wordsOfSvg(svg: string): readonly string[] {
  const rows = new Map<string, string>();
  for (const [, look = '', y = '', text = ''] of svg.matchAll(
    /<text class="([^"]*)"[^>]*? y="([\d.]+)"[^>]*>([^<]*)<\/text>/g,
  )) {
    rows.set(y, `${rows.get(y) ?? ''} <${look}> ${unescaped(text)}`);
  }
  return [...rows.values()];
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
