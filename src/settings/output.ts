/**
 * How a session is shown: `--output tui|lines|json`, and `--json`, which is short for the last.
 */
import { mistake } from '../core/failure.ts';
import { isDumb, type Sources } from './base.ts';
import type { Reader } from './given.ts';

export type OutputName = 'tui' | 'lines' | 'json';

const OUTPUTS: readonly OutputName[] = ['tui', 'lines', 'json'];

/** Throws `Failure` (exit 2) when two wishes of the same rank differ, or when there is no terminal for the screen. */
export function readOutput(reader: Reader, { isTty, env }: Sources): OutputName {
  const asked = askedOutput(reader);
  const hasScreen = isTty.stdin && isTty.stdout && !isDumb(env);
  if (asked === 'tui' && !hasScreen) {
    throw mistake(
      'no-terminal',
      isTty.stdin && isTty.stdout
        ? '--output tui needs a terminal that says what it is, and TERM is dumb or not set.'
        : '--output tui needs a terminal for input and output, and there is none here.',
      'Use --output lines, or --output json for programs.',
    );
  }
  return asked ?? (hasScreen ? 'tui' : 'lines');
}

/** The wish of the higher rank wins: a flag over the environment, that over a file. */
function askedOutput(reader: Reader): OutputName | null {
  const output = reader.choice('output', OUTPUTS);
  const [json, form] = [reader.given('json'), reader.given('output')];
  if (!reader.isOn('json') || json === null) return output;
  if (output === null || form === null || json.rank < form.rank) return 'json';
  if (json.rank === form.rank && output !== 'json') {
    throw mistake('output-conflict', `${json.where} and ${form.where} ${output} cannot go together.`, 'Leave one out.');
  }
  return output;
}
