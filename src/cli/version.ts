/**
 * Our own version, read from the package we were installed with.
 */
import { readFileSync } from 'node:fs';

/** `0.1.0`. The path holds from `src/cli` and from `dist/cli`, in a checkout and in an installed package. */
export function programVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return /"version":\s*"([^"]+)"/.exec(text)?.[1] ?? 'unknown';
}
