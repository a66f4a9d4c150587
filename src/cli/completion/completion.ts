/**
 * `completion SHELL`: prints a script that teaches the shell our commands. It is made from the same data as the help, and
 * runs nothing of ours while one types.
 */
import { mistake, type ExitCode } from '../../core/failure.ts';
import { didYouMean } from '../../settings/nearest.ts';
import { printable } from '../../core/printable.ts';
import type { Invocation } from '../command.ts';
import { bashScript } from './bash.ts';
import { fishScript } from './fish.ts';
import { completionPlaces, type CompletionSources, type Place } from './grammar.ts';
import { zshScript } from './zsh.ts';

const SHELLS: ReadonlyMap<string, (places: readonly Place[]) => string> = new Map([
  ['bash', bashScript],
  ['zsh', zshScript],
  ['fish', fishScript],
]);

/** Throws `Failure` (exit 2) for a shell we do not know. */
export function runCompletion({ operands, io }: Invocation, sources: CompletionSources): ExitCode {
  const [shell = ''] = operands;
  const script = SHELLS.get(shell);
  if (script === undefined) {
    const hint = didYouMean(shell, SHELLS.keys()) ?? `There are: ${[...SHELLS.keys()].join(', ')}.`;
    throw mistake('unknown-shell', `There is no completion for "${printable(shell)}".`, hint);
  }
  io.stdout.write(script(completionPlaces(sources)));
  return 0;
}
