/**
 * Where the lines of a body are: for each line a stretch of bytes and its place in the tree, as plain numbers, so that a
 * body of megabytes with a million lines costs some bytes a line. In: lines in their order. Out: what stands in each.
 */

export type LineKind = 'plain' | 'open' | 'close';

export interface OutlineLine {
  /** First byte, and the one behind the last. */
  readonly from: number;
  readonly to: number;
  readonly depth: number;
  /** The line that opens what this one stands in; `NONE` at the top. */
  readonly parent: number;
  readonly kind: LineKind;
  /** A long line goes on here. */
  readonly isContinued: boolean;
}

export interface Outline {
  readonly count: () => number;
  line(index: number): OutlineLine;
  /** The line that closes what `index` opens; `NONE` while it has not been read, and for lines that open nothing. */
  closeOf(index: number): number;
  /** How many members stand in what `index` opens. */
  membersOf(index: number): number;
}

type NewLine = Omit<OutlineLine, 'isContinued'>;

export interface OutlineBook extends Outline {
  /** Cuts long lines in pieces; the index of the first. */
  add(line: NewLine): number;
  close(opening: number, at: { readonly closing: number; readonly members: number }): void;
  readonly clear: () => void;
}

export const NONE = -1;

/** More lines than any body of a shop has; what is longer is shown as far as this. */
export const MOST_LINES = 1_500_000;

/** No line on the screen is laid out from more bytes than this. */
const PIECE = 2048;

const FIELDS = 6;
const KINDS: readonly LineKind[] = ['plain', 'open', 'close'];

export function createOutline(bytes: Uint8Array): OutlineBook {
  // From, to, parent, depth, close and members, and the kind with a bit for pieces that go on.
  let numbers = new Int32Array(FIELDS * 64);
  let flags = new Uint8Array(64);
  let count = 0;

  const grow = (): void => {
    const wanted = flags.length * 2;
    const [before, beforeFlags] = [numbers, flags];
    numbers = new Int32Array(FIELDS * wanted);
    flags = new Uint8Array(wanted);
    numbers.set(before);
    flags.set(beforeFlags);
  };
  const put = ({ from: begin, parent, depth, kind }: NewLine, from: number, to: number): number => {
    const isContinued = from > begin;
    if (count === flags.length) grow();
    // One by one: a list of them, for each of a million lines, takes ten times as long.
    const place = count * FIELDS;
    numbers[place] = from;
    numbers[place + 1] = to;
    numbers[place + 2] = parent;
    numbers[place + 3] = depth;
    numbers[place + 4] = NONE;
    numbers[place + 5] = 0;
    flags[count] = isContinued ? 4 : kind === 'plain' ? 0 : kind === 'open' ? 1 : 2;
    count += 1;
    return count - 1;
  };
  const at = (index: number, field: number): number => numbers[index * FIELDS + field] ?? NONE;
  return {
    count: () => count,
    line: (index) => ({
      from: at(index, 0),
      to: at(index, 1),
      parent: at(index, 2),
      depth: at(index, 3),
      kind: KINDS[(flags[index] ?? 0) & 3] ?? 'plain',
      isContinued: (flags[index] ?? 0) >= 4,
    }),
    closeOf: (index) => at(index, 4),
    membersOf: (index) => at(index, 5),
    add(line) {
      if (line.to - line.from <= PIECE) return put(line, line.from, line.to);
      let from = line.from;
      const first = count;
      while (from < line.to) {
        const to = pieceEnd(bytes, from, line.to);
        put(line, from, to);
        from = to;
      }
      return first;
    },
    close(opening, { closing, members }) {
      numbers[opening * FIELDS + 4] = closing;
      numbers[opening * FIELDS + 5] = members;
    },
    clear() {
      count = 0;
    },
  };
}

const CLOSE_BY = 64;
const SPACE = 0x20;

/** Behind a space where there is one near, else between letters: a letter beyond ASCII may have signs after it. */
function pieceEnd(bytes: Uint8Array, from: number, to: number): number {
  const most = from + PIECE;
  if (most >= to) return to;
  for (let end = most; end > most - CLOSE_BY; end -= 1) if (bytes[end - 1] === SPACE) return end;
  for (let end = most; end > most - CLOSE_BY; end -= 1) if (isAscii(bytes[end]) && isAscii(bytes[end - 1])) return end;
  for (let end = most; end > most - 4; end -= 1) if (((bytes[end] ?? 0) & 0xc0) !== 0x80) return end;
  return most;
}

function isAscii(byte: number | undefined): boolean {
  return byte !== undefined && byte < 0x80;
}
