/**
 * Rows on their way round Ink: they leave a number, Ink lays out numbers, and the painter gets the rows back in their
 * places. In: painted rows. Out: a number each, and the rows of a frame of numbers.
 * Ink 6.8 would take each row apart letter by letter at each frame, which is most of a frame's cost, and it keeps every
 * text that it has ever measured, which is a leak. What comes to the terminal came over this desk, or is not drawn.
 */
export interface RowDesk {
  /** The same while the row is on the screen; may be another one's afterwards. */
  readonly numberOf: (row: string) => string;
  /** Forgets all rows that are not in the frame. */
  readonly rowsOf: (frame: string) => readonly string[];
}

export function createRowDesk(): RowDesk {
  let numbers = new Map<string, string>();
  let rows = new Map<string, string>();
  let last = 0;
  const give = (row: string): string => {
    // Up to a bound and round again: numbers stay short, and few enough for Ink to keep.
    do last = (last + 1) % MOST;
    while (rows.has(String(last)));
    rows.set(String(last), row);
    numbers.set(row, String(last));
    return String(last);
  };
  const rowsOf = (frame: string): readonly string[] => {
    const shown = frame.split('\n');
    rows = new Map(shown.map((number) => [number, rows.get(number) ?? '']));
    numbers = new Map([...rows].map(([number, row]) => [row, number]));
    return shown.map((number) => rows.get(number) ?? '');
  };
  return { numberOf: (row) => numbers.get(row) ?? give(row), rowsOf };
}

/** Many times the rows of the tallest screen. */
const MOST = 10_000;

/** Cells that the longest number takes. */
export const NUMBER_WIDTH: number = String(MOST - 1).length;
