/**
 * The user's own editor, from the environment, as a shell runs it: `vim`, `code --wait`. Null when none is set.
 */
import type { Variables } from './environment.ts';

export function editorOf(env: Variables): string | null {
  return env['EDITOR'] || env['VISUAL'] || null;
}
