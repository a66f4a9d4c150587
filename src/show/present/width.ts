/**
 * How many cells a text takes in a terminal, and texts cut, padded and wrapped to cells.
 * In: text without control characters. Out: text of an exact width. Letters of East Asia and emoji take two cells.
 * Terminals disagree about emoji; the painter therefore never relies on a row's width being exact.
 */

export const CUT_MARK = '…';

const PLAIN = /^[\u0020-\u007e]*$/;

/** Letters with marks and the signs we draw with ourselves: one cell each in every terminal, and no segmenter needed. */
const NARROW = /^[\u0020-\u007e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2190-\u21ff\u2500-\u25fc\u2713\u2026\u26a0]*$/;

const ZERO = /^[\p{Mark}\p{Cf}\u{e0000}-\u{e0fff}]+$/u;

/** Blocks of the classes Wide and Fullwidth of Unicode's East Asian Width, pairs of first and last. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x231a, 0x231b],
  [0x2329, 0x232a],
  [0x23e9, 0x23ec],
  [0x23f0, 0x23f0],
  [0x23f3, 0x23f3],
  [0x25fd, 0x25fe],
  [0x2614, 0x2615],
  [0x2630, 0x2637],
  [0x2648, 0x2653],
  [0x267f, 0x267f],
  [0x268a, 0x268f],
  [0x2693, 0x2693],
  [0x26a1, 0x26a1],
  [0x26aa, 0x26ab],
  [0x26bd, 0x26be],
  [0x26c4, 0x26c5],
  [0x26ce, 0x26ce],
  [0x26d4, 0x26d4],
  [0x26ea, 0x26ea],
  [0x26f2, 0x26f3],
  [0x26f5, 0x26f5],
  [0x26fa, 0x26fa],
  [0x26fd, 0x26fd],
  [0x2705, 0x2705],
  [0x270a, 0x270b],
  [0x2728, 0x2728],
  [0x274c, 0x274c],
  [0x274e, 0x274e],
  [0x2753, 0x2755],
  [0x2757, 0x2757],
  [0x2795, 0x2797],
  [0x27b0, 0x27b0],
  [0x27bf, 0x27bf],
  [0x2b1b, 0x2b1c],
  [0x2b50, 0x2b50],
  [0x2b55, 0x2b55],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6b],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18d08],
  [0x1aff0, 0x1b2fb],
  [0x1d300, 0x1d376],
  [0x1f004, 0x1f004],
  [0x1f0cf, 0x1f0cf],
  [0x1f18e, 0x1f18e],
  [0x1f191, 0x1f19a],
  [0x1f1e6, 0x1f265],
  [0x1f300, 0x1f320],
  [0x1f32d, 0x1f335],
  [0x1f337, 0x1f37c],
  [0x1f37e, 0x1f393],
  [0x1f3a0, 0x1f3ca],
  [0x1f3cf, 0x1f3d3],
  [0x1f3e0, 0x1f3f0],
  [0x1f3f4, 0x1f3f4],
  [0x1f3f8, 0x1f43e],
  [0x1f440, 0x1f440],
  [0x1f442, 0x1f4fc],
  [0x1f4ff, 0x1f53d],
  [0x1f54b, 0x1f567],
  [0x1f57a, 0x1f57a],
  [0x1f595, 0x1f596],
  [0x1f5a4, 0x1f5a4],
  [0x1f5fb, 0x1f64f],
  [0x1f680, 0x1f6c5],
  [0x1f6cc, 0x1f6cc],
  [0x1f6d0, 0x1f6d2],
  [0x1f6d5, 0x1f6df],
  [0x1f6eb, 0x1f6ec],
  [0x1f6f4, 0x1f6fc],
  [0x1f7e0, 0x1f7f0],
  [0x1f90c, 0x1f93a],
  [0x1f93c, 0x1f945],
  [0x1f947, 0x1faff],
  [0x20000, 0x3fffd],
];

const EMOJI_STYLE = '\u{fe0f}';

let segmenter: Intl.Segmenter | null = null;

/** Letters that are segmented at once. */
const STRETCH = 1024;

/**
 * The letters as a reader sees them. A stretch at a time: the system's segmenter takes the square of a text's length, and
 * 80,000 emoji took 48 s. The last one of a stretch may go on, so it is read again with the next.
 * The segmenter is made on first use: making it takes longer than most commands do, and plain text never needs it.
 */
function* graphemes(text: string): Generator<Grapheme, void> {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  let [from, length] = [0, STRETCH];
  while (from < text.length) {
    let last: Grapheme | null = null;
    for (const { segment, index } of segmenter.segment(text.slice(from, from + length))) {
      if (last !== null) yield last;
      last = { segment, index: from + index };
    }
    const isEnd = from + length >= text.length;
    if (isEnd && last !== null) yield last;
    const next = isEnd ? text.length : (last?.index ?? text.length);
    length = next === from ? 2 * length : STRETCH;
    from = next;
  }
}

interface Grapheme {
  readonly segment: string;
  /** Its place in the text. */
  readonly index: number;
}

/** Cells that a text takes. */
export function textWidth(text: string): number {
  if (NARROW.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes(text)) width += graphemeWidth(segment);
  return width;
}

/** At most `width` cells; a text that loses something ends in `…`. */
export function cutText(text: string, width: number): string {
  if (!isWider(text, width)) return text;
  return width <= 0 ? '' : takeCells(text, width - 1).taken + CUT_MARK;
}

/** The end of a text, in at most `width` cells; one that loses its beginning starts with `…`. */
export function takeLastCells(text: string, width: number): string {
  if (!isWider(text, width)) return text;
  let [cells, from] = [1, text.length];
  for (const { segment, index } of [...graphemes(text)].toReversed()) {
    cells += graphemeWidth(segment);
    if (cells > width) break;
    from = index;
  }
  return width <= 0 ? '' : CUT_MARK + text.slice(from);
}

/** Exactly `width` cells: cut, or filled with spaces at the end. */
export function padText(text: string, width: number): string {
  const cut = cutText(text, width);
  return cut + ' '.repeat(Math.max(0, width - textWidth(cut)));
}

/** Exactly `width` cells, filled with spaces at the front. */
export function padTextLeft(text: string, width: number): string {
  const cut = cutText(text, width);
  return ' '.repeat(Math.max(0, width - textWidth(cut))) + cut;
}

/**
 * Lines of at most `width` cells, broken between words where there are any; `indent` cells before all but the first.
 * Looks at no more of the text than a line needs, so that a long one takes its length and not the square of it.
 */
export function wrapText(text: string, width: number, indent = 0): readonly string[] {
  const [room, lines, spaces] = [
    Math.max(1, width),
    [] as string[],
    ' '.repeat(Math.max(0, Math.min(indent, width - 2))),
  ];
  let [lead, rest] = ['', text];
  for (let head = headOf(rest, room); isWider(lead + head, room); head = headOf(rest, room)) {
    const { taken, left } = takeSome(lead + head, room);
    const gap = left.startsWith(' ') ? taken.length : taken.lastIndexOf(' ');
    const isWord = gap > lead.length && taken.slice(0, gap).trim() !== '';
    const row = isWord ? taken.slice(0, gap) : taken;
    lines.push(row.trimEnd());
    rest = rest.slice(row.length - lead.length).trimStart();
    if (rest === '') return lines;
    lead = spaces;
  }
  return [...lines, lead + rest];
}

/** As much of a text as takes more than `width` cells, and not much more; the whole where it takes no more. */
function headOf(text: string, width: number): string {
  for (let length = 8 * width + 64; length < text.length; length *= 2) {
    const head = text.slice(0, length);
    if (isWider(head, width)) return head;
  }
  return text;
}

function isWider(text: string, width: number): boolean {
  if (NARROW.test(text.slice(0, width + 1))) return text.length > width;
  let cells = 0;
  for (const { segment } of graphemes(text)) {
    cells += graphemeWidth(segment);
    if (cells > width) return true;
  }
  return false;
}

/** At least one grapheme, also a wide one in a single cell, so that wrapping always moves on. */
function takeSome(text: string, width: number): Split {
  const split = takeCells(text, width);
  if (split.taken !== '') return split;
  const [first] = graphemes(text.slice(0, STRETCH));
  return splitAt(text, first?.segment.length ?? text.length);
}

interface Split {
  readonly taken: string;
  readonly left: string;
}

/** Splits after as many whole graphemes as fit. */
function takeCells(text: string, width: number): Split {
  if (PLAIN.test(text.slice(0, width + 1))) return splitAt(text, Math.max(0, width));
  let cells = 0;
  for (const { segment, index } of graphemes(text)) {
    cells += graphemeWidth(segment);
    if (cells > width) return splitAt(text, index);
  }
  return { taken: text, left: '' };
}

function splitAt(text: string, index: number): Split {
  return { taken: text.slice(0, index), left: text.slice(index) };
}

function graphemeWidth(grapheme: string): number {
  if (ZERO.test(grapheme)) return 0;
  if (grapheme.includes(EMOJI_STYLE)) return 2;
  return isWide(grapheme.codePointAt(0) ?? 0) ? 2 : 1;
}

function isWide(code: number): boolean {
  return code >= 0x1100 && WIDE.some(([first, last]) => code >= first && code <= last);
}
