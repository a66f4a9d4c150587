/**
 * Which checks are made: `--only` and `--skip`. In: names as given. Out: checks in their own order, or the first name that
 * is none.
 */
import type { Check } from './check.ts';

export interface Choice {
  /** Empty: all. */
  readonly only: readonly string[];
  readonly skip: readonly string[];
}

export type Chosen =
  { readonly kind: 'chosen'; readonly checks: readonly Check[] } | { readonly kind: 'unknown'; readonly name: string };

export function chooseChecks(all: readonly Check[], { only, skip }: Choice): Chosen {
  const names = new Set(all.map(({ name }) => name));
  const unknown = [...only, ...skip].find((name) => !names.has(name));
  if (unknown !== undefined) return { kind: 'unknown', name: unknown };
  const isMeant = ({ name }: Check): boolean => (only.length === 0 || only.includes(name)) && !skip.includes(name);
  return { kind: 'chosen', checks: all.filter(isMeant) };
}
