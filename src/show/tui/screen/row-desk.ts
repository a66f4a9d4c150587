/**
 * Rows on their way round Ink: a block of them stays here and a number goes to Ink, once for each row; Ink lays out blocks
 * of numbers, and the painter gets the rows back in their places. In: painted rows. Out: numbers, and the rows of a frame.
 * Ink 6.8 would take each row apart letter by letter at each frame, which is most of a frame's cost, and it keeps every
 * text that it has ever measured, which is a leak. What comes to the terminal came over this desk, or is not drawn.
 */
export interface RowDesk {
  readonly newBlock: () => Block;
  /** Forgets all blocks that are not in the frame. */
  readonly rowsOf: (frame: string) => readonly string[];
}

export interface Block {
  /** What Ink shall lay out in their stead: as many lines, and another text when a row has changed. */
  readonly put: (rows: readonly string[]) => string;
}

interface Held {
  readonly rows: readonly string[];
  readonly isOdd: boolean;
}

export function createRowDesk(): RowDesk {
  let held = new Map<string, Held>();
  let last = 0;
  const newBlock = (): Block => {
    // Round and round, so that there are few numbers for Ink to keep.
    do last = (last + 1) % MOST;
    while (held.has(String(last)));
    return blockOf(String(last));
  };
  const blockOf = (number: string): Block => ({
    put(rows) {
      const before = held.get(number);
      const isOdd = before !== undefined && (isSame(before.rows, rows) ? before.isOdd : !before.isOdd);
      held.set(number, { rows, isOdd });
      return rows.map((_, index) => (index === 0 && isOdd ? number + ODD : number)).join('\n');
    },
  });
  const rowsOf = (frame: string): readonly string[] => {
    const numbers = frame.split('\n').map((line) => line.replace(ODD, ''));
    held = new Map([...held].filter(([number]) => numbers.includes(number)));
    const taken = new Map<string, number>();
    return numbers.map((number) => {
      const index = taken.get(number) ?? 0;
      taken.set(number, index + 1);
      return held.get(number)?.rows[index] ?? '';
    });
  };
  return { newBlock, rowsOf };
}

function isSame(before: readonly string[], after: readonly string[]): boolean {
  return before.length === after.length && before.every((row, index) => row === after[index]);
}

/** Many times the blocks of a screen. */
const MOST = 100;
const ODD = '.';

/** Cells that the longest line takes. */
export const LINE_WIDTH: number = String(MOST - 1).length + ODD.length;
