/**
 * Two JSON values compared field by field. In: parsed values. Out: each place that differs, with both sides.
 */
export interface FieldDifference {
  /** `orders[0].status_id`; empty for the whole. */
  readonly path: string;
  /** JSON of each side; null where the field is missing. */
  readonly before: string | null;
  readonly after: string | null;
}

/** At most this many: what differs more is another thing altogether. */
export const MOST_DIFFERENCES = 1000;

export function fieldDifferences(before: unknown, after: unknown): readonly FieldDifference[] {
  const found: FieldDifference[] = [];
  // A list of what is still to be compared, not a function that calls itself: bodies may be nested without end.
  const waiting: { path: string; a: unknown; b: unknown }[] = [{ path: '', a: before, b: after }];
  for (let next = waiting.pop(); next !== undefined && found.length < MOST_DIFFERENCES; next = waiting.pop()) {
    const { path, a, b } = next;
    if (isBranch(a) && isBranch(b) && Array.isArray(a) === Array.isArray(b)) {
      waiting.push(...branchesOf(path, a, b).toReversed());
    } else if (!Object.is(a, b)) {
      found.push({ path, before: written(a), after: written(b) });
    }
  }
  return found;
}

type Branch = Readonly<Record<string, unknown>> | readonly unknown[];

function isBranch(value: unknown): value is Branch {
  return typeof value === 'object' && value !== null;
}

function branchesOf(path: string, a: Branch, b: Branch): readonly { path: string; a: unknown; b: unknown }[] {
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  const isList = Array.isArray(a);
  return [...new Set([...left.keys(), ...right.keys()])].map((key) => ({
    path: isList ? `${path}[${key}]` : `${path}${path === '' ? '' : '.'}${key}`,
    a: left.get(key),
    b: right.get(key),
  }));
}

function written(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
