/**
 * Reading a body in slices: what every reader shares. In: bytes. Out: lines in an outline, and how far it has come; a
 * reader stops after some bytes and goes on where it stopped, so that nobody waits for a body of megabytes.
 */

export interface Problem {
  /** What is wrong, as a part of a sentence: `a comma or } is expected`. */
  readonly what: string;
  /** Offset of the byte. */
  readonly at: number;
}

export interface Scanner {
  /** Reads on as far as `limit`, an offset, or a little farther. */
  readTo(limit: number): void;
  readonly position: () => number;
  readonly isDone: () => boolean;
  /** Null while nothing is wrong. */
  readonly problem: () => Problem | null;
}
