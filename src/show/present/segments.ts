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

export function spread({ left, right, width, gap }: Spread): Line {
  const kept = fitting([...left, ...right], width, gap);
  const keptOf = (parts: readonly Segment[]): readonly Segment[] => parts.filter((part) => kept.has(part));
  const [start, end] = [joined(keptOf(left), gap), joined(keptOf(right), gap)];
  const between = Math.max(0, width - lineWidth(start) - lineWidth(end));
  return cutLine(end.length === 0 ? start : [...start, span(' '.repeat(between)), ...end], width);
}

/** Those that matter most first; a small one may fit where a larger one that matters more did not. */
function fitting(parts: readonly Segment[], width: number, gap: number): ReadonlySet<Segment> {
  const kept = new Set<Segment>();
  let taken = -gap;
  for (const part of parts.toSorted((a, b) => b.keep - a.keep)) {
    if (part.line.length === 0) continue;
    const wider = taken + gap + lineWidth(part.line);
    // Something is shown in any case, if only its beginning.
    if (wider > width && kept.size > 0) continue;
    kept.add(part);
    taken = wider;
  }
  return kept;
}

function joined(parts: readonly Segment[], gap: number): Line {
  return parts.flatMap(({ line }, index) => (index === 0 ? line : [span(' '.repeat(gap)), ...line]));
}
