/**
 * One question to a person at the terminal. In: the question. Out: yes or no; anything but yes is no.
 */
import { createInterface } from 'node:readline/promises';
import type { Io } from './io.ts';

/** Ctrl-C, Ctrl-D and a closed input are no answer, so no. */
export async function isConfirmed({ stdin, stdout }: Pick<Io, 'stdin' | 'stdout'>, question: string): Promise<boolean> {
  const asking = createInterface({ input: stdin, output: stdout });
  try {
    // A closed input never answers.
    const closed = new Promise<string>((resolve) => asking.once('close', () => resolve('')));
    const answer = await Promise.race([asking.question(`${question} [y/N] `), closed]);
    return /^(?:y|yes)$/i.test(answer.trim());
  } finally {
    asking.close();
  }
}
