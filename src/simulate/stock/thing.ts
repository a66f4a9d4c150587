/**
 * A thing of the shop as the REST API shows it, and safe ways to read and complete one. Its fields may come from a
 * client, from an emitted record or from a saved state: whatever is of another kind than expected counts as missing.
 */

/** All fields of the API description, in its order, as JSON values. */
export type Thing = Readonly<Record<string, unknown>>;

/** As core's events name them in `entity`. */
export type EntityName =
  | 'Orders'
  | 'OrderStatuses'
  | 'Products'
  | 'Availabilities'
  | 'Labels'
  | 'Categories'
  | 'Customers'
  | 'Shipments'
  | 'Payments'
  | 'Pricelists'
  | 'Languages'
  | 'Invoices';

/** Null for anything but a text that is not empty, or a number. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Numbers may come as texts; null for anything that is none. */
export function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** Documented: `true / false, 1 / 0`. Null for anything else. */
export function boolOf(value: unknown): boolean | null {
  if (value === true || value === 1 || value === '1' || value === 'true') return true;
  return value === false || value === 0 || value === '0' || value === 'false' ? false : null;
}

export function isThing(value: unknown): value is Thing {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Empty when it is no object. */
export function thingOf(value: unknown): Thing {
  return isThing(value) ? value : {};
}

/** Null when it is no list; what in it is no object is left out. */
export function listOf(value: unknown): readonly Thing[] | null {
  return Array.isArray(value) ? value.filter(isThing) : null;
}

/** `known` in the fields and the order of `documented`, which also says what an unknown field holds. */
export function complete(documented: Thing, known: Thing): Thing {
  const whole: Record<string, unknown> = { ...documented };
  // Little is known of most things, so this is the shorter of the two to walk through.
  for (const field of Object.keys(known)) {
    if (Object.hasOwn(documented, field)) whole[field] = choose(documented[field], known[field]);
  }
  return whole;
}

function choose(usual: unknown, known: unknown): unknown {
  if (known === undefined) return usual;
  if (Array.isArray(usual)) return Array.isArray(known) ? known : usual;
  if (!isThing(usual)) return known;
  if (!isThing(known)) return known === null ? null : usual;
  return Object.keys(usual).length === 0 ? known : complete(usual, known);
}

/** `changes` over `known`: objects field by field, everything else replaced. */
export function merge(known: Thing, changes: Thing): Thing {
  const merged: Record<string, unknown> = { ...known };
  for (const [field, value] of Object.entries(changes)) {
    if (value === undefined) continue;
    const before = known[field];
    merged[field] = isThing(value) && isThing(before) ? merge(before, value) : value;
  }
  return merged;
}

/** The same for lists whose elements are known by a field, such as descriptions by language. */
export function mergeLists(known: readonly Thing[], changes: readonly Thing[], key: (one: Thing) => unknown): Thing[] {
  const left = new Map(changes.map((change) => [key(change), change]));
  const kept = known.map((one) => {
    const change = left.get(key(one));
    left.delete(key(one));
    return change === undefined ? one : merge(one, change);
  });
  return [...kept, ...left.values()];
}
