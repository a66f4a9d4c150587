/**
 * The terminal's modes (echo, line by line ...) as an editor found them, to be set again however it ends: Node would take
 * what the editor leaves for the ordinary state. Out: a function that puts them back. Windows has no `stty` and no need.
 */
import { spawnSync } from 'node:child_process';

const DEADLINE = 1000;

export function rememberModes(): () => void {
  const modes = process.platform === 'win32' ? '' : stty('-g');
  return () => void (modes === '' ? '' : stty(modes));
}

/** Empty where it fails. */
function stty(word: string): string {
  const { status, stdout } = spawnSync('stty', [word], {
    stdio: ['inherit', 'pipe', 'ignore'],
    encoding: 'utf8',
    timeout: DEADLINE,
  });
  return status === 0 ? stdout.trim() : '';
}
