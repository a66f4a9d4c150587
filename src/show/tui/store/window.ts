/**
 * Which part of a list is on the screen: pure arithmetic. In: how many there are, which is chosen, how many fit, where
 * the window stood. Out: where it stands now, moved as little as needed to show the chosen one.
 */
export interface WindowRequest {
  readonly total: number;
  readonly cursor: number;
  readonly height: number;
  /** Index of the first visible row until now. */
  readonly from: number;
}

export interface Window {
  readonly from: number;
  /** Behind the last visible row. */
  readonly to: number;
}

export function windowFor({ total, cursor, height, from }: WindowRequest): Window {
  const size = Math.max(1, height);
  const lowest = Math.max(0, Math.min(from, cursor, total - size));
  const start = Math.max(lowest, cursor - size + 1);
  return { from: start, to: Math.min(total, start + size) };
}

/** A scroll position that leaves no empty room at the end. */
export function clampScroll(scroll: number, total: number, height: number): number {
  return Math.max(0, Math.min(scroll, total - height));
}
