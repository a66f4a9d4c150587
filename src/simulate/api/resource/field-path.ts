/**
 * What stands at a path of a thing, such as `customer.email` or `variants.code`: lists on the way are gone through.
 */
import { isThing, textOf, type Thing } from '../../stock/thing.ts';

/** The texts and numbers there, as texts; nothing for null, empty texts and what is not there. */
export function textsAt(thing: Thing, path: string): readonly string[] {
  return valuesAt(thing, path.split('.')).flatMap((value) => textOf(value) ?? []);
}

function valuesAt(value: unknown, path: readonly string[]): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((one: unknown) => valuesAt(one, path));
  const [field, ...rest] = path;
  if (field === undefined) return [value];
  return isThing(value) ? valuesAt(value[field], rest) : [];
}
