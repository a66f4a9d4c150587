/**
 * A line made of parts that can be left out: what matters least goes first when the terminal is narrow.
 * In: parts for the left and the right side, each with how much it matters. Out: one line of exactly the width.
 */
import { cutLine, lineWidth, span, type Line } from './line.ts';

export interface Segment {
  readonly line: Line;
  /** The smaller, the earlier it is left out; equal ones go from the right. */
  readonly keep: number;
}

export interface Spread {
  readonly left: readonly Segment[];
  readonly right: readonly Segment[];
  readonly width: number;
  /** Cells between two parts. */
  readonly gap: number;
}

export function spread(parts: Spread): Line {
  const { left, right, width, gap } = parts;
  const all = [...left, ...right];
  if (all.length > 1 && sizeOf(left, gap) + sizeOf(right, gap) + gap > width) {
    const least = all.reduce((lowest, part) => (part.keep <= lowest.keep ? part : lowest));
    const without = (list: readonly Segment[]): readonly Segment[] => list.filter((part) => part !== least);
    return spread({ ...parts, left: without(left), right: without(right) });
  }
  const [start, end] = [joined(left, gap), joined(right, gap)];
  const between = Math.max(0, width - lineWidth(start) - lineWidth(end));
  return cutLine(end.length === 0 ? start : [...start, span(' '.repeat(between)), ...end], width);
}

function sizeOf(parts: readonly Segment[], gap: number): number {
  return lineWidth(joined(parts, gap));
}

function joined(parts: readonly Segment[], gap: number): Line {
  const filled = parts.filter(({ line }) => line.length > 0);
  return filled.flatMap(({ line }, index) => (index === 0 ? line : [span(' '.repeat(gap)), ...line]));
}
