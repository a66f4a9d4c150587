/**
 * The scenarios that come with the package: `fixtures/scenarios/<name>.json` beside `package.json`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** `src/simulate`, `dist/simulate` and the bundle's `dist/chunks` lie equally deep: two steps up is the package in all. */
const BUILT_IN = fileURLToPath(new URL('../../fixtures/scenarios', import.meta.url));

export function builtinNames(): readonly string[] {
  return readdirSync(BUILT_IN)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .toSorted();
}

/** Null when there is none of that name. */
export function builtinText(name: string): string | null {
  return builtinNames().includes(name) ? readFileSync(join(BUILT_IN, `${name}.json`), 'utf8') : null;
}
