/** Points at a place of a filter: the expression and, under it, a caret. Both lines are safe to print. */
import { printable } from '../core/printable.ts';

/** Longer expressions are shown around the place. */
const WINDOW = 60;

/** Two lines without a trailing line break; `at` is an offset into `text`. */
export function pointAt(text: string, at: number): string {
  const start = Math.max(0, at - WINDOW);
  const shown = (from: number, to: number): string => printable(text.slice(from, to));
  const before = (start > 0 ? '…' : '') + shown(start, at);
  const after = shown(at, at + WINDOW) + (text.length > at + WINDOW ? '…' : '');
  return `  ${before}${after}\n  ${' '.repeat(before.length)}^`;
}
