/** Own fields (`metas`): written with key and value, shown with their type too. */
import { listOf, textOf, type Thing } from '../../stock/thing.ts';
import { codes, list, required, texts, type InputField } from './input.ts';

export const METAS: InputField = list('metas', [
  ...texts('key').map(required),
  ...texts('value'),
  list('values', [...codes('language'), ...texts('value')]),
]);

/**
 * What was written over what was there, by key. The type of a new one is `input`: in the real shop it would be that of
 * the field as set up in the administration, and an unknown key is likely refused (inferred).
 */
export function withMetas(written: Thing, before: Thing | null): Thing {
  const given = listOf(written['metas']);
  if (given === null) return written;
  const known = listOf(before?.['metas']) ?? [];
  const typeOf = (key: unknown): string => textOf(known.find((one) => one['key'] === key)?.['type']) ?? 'input';
  const renewed = given.map(({ key, ...values }) => ({ key, type: typeOf(key), ...values }));
  const kept = known.filter((one) => !renewed.some((other) => other.key === one['key']));
  return { ...written, metas: [...kept, ...renewed] };
}
