/**
 * While the screen is up, nothing else may write to it: `console` and Node's warnings are taken aside and handed to the
 * session's log. In: what somebody printed. Out: its text; and a function that puts everything back.
 */
import { format } from 'node:util';

const METHODS = ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const;

export function guardConsole(stray: (text: string) => void): () => void {
  const originals = METHODS.map((name) => [name, console[name]] as const);
  for (const [name] of originals) console[name] = (...values: unknown[]): void => stray(format(...values));
  const releaseWarnings = takeWarnings(stray);
  let isGuarded = true;
  return () => {
    if (!isGuarded) return;
    isGuarded = false;
    for (const [name, original] of originals) console[name] = original;
    releaseWarnings();
  };
}

/** Node prints warnings through a listener of its own, straight to stderr. */
function takeWarnings(stray: (text: string) => void): () => void {
  const printers = process.listeners('warning');
  const take = (warning: Error): void => stray(`${warning.name}: ${warning.message}`);
  process.removeAllListeners('warning');
  process.on('warning', take);
  return () => {
    process.off('warning', take);
    for (const printer of printers) process.on('warning', printer);
  };
}
