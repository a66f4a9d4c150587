/**
 * The fields of a sample that can be edited one by one: those of its first record, then what stands beside the records. In:
 * the body's text. Out: path, name and value of each; none where the body is no JSON.
 */

export interface SampleField {
  /** `['orders', '0', 'order_number']`. */
  readonly path: readonly string[];
  /** `order_number`. */
  readonly name: string;
  /** The value as a person edits it: a text without its quotes, anything else as JSON. */
  readonly text: string;
  readonly isText: boolean;
}

const MOST_FIELDS = 100;
const DEEPEST = 5;

export function fieldsIn(body: string): readonly SampleField[] {
  const entries = entriesOf(parsed(body));
  const lists = entries.filter(([, value]) => Array.isArray(value));
  const others = entries.filter(([, value]) => !Array.isArray(value));
  const [first, ...more] = lists.map(([key, list]) => fieldsBelow([key, '0'], firstOf(list)));
  // In a second list the names may be the same again.
  const named = more.flat().map((field) => ({ ...field, name: field.path.join('.') }));
  return [...(first ?? []), ...named, ...others.flatMap(([key, value]) => fieldsBelow([key], value, key))].slice(
    0,
    MOST_FIELDS,
  );
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function firstOf(list: unknown): unknown {
  return Array.isArray(list) ? (list[0] as unknown) : undefined;
}

type Entry = readonly [key: string, value: unknown];

/** A key with a dot or an equals sign has no place in `path=value`. */
function entriesOf(value: unknown): readonly Entry[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).filter(([key]) => key !== '' && !/[.=]/.test(key));
}

function fieldsBelow(path: readonly string[], value: unknown, name = ''): readonly SampleField[] {
  if (value === undefined) return [];
  const below = path.length < DEEPEST ? entriesOf(value) : [];
  if (below.length > 0) {
    return below.flatMap(([key, inner]) => fieldsBelow([...path, key], inner, name === '' ? key : `${name}.${key}`));
  }
  const isText = typeof value === 'string';
  return [{ path, name: name === '' ? path.join('.') : name, isText, text: isText ? value : JSON.stringify(value) }];
}
