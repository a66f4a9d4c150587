/**
 * What the disk says when a shop's state cannot be read or written, as one sentence.
 */
import { trouble, type Failure } from '../../core/failure.ts';
import { printable } from '../../core/printable.ts';
import { codeOf } from '../../register/durable-file.ts';

/** The sentence of a failed durable write speaks of the ledger; what it was caused by is what counts here. */
export function stateTrouble(what: 'read' | 'written', path: string, error: unknown): Failure {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return trouble('state-file', `The state file ${printable(path)} cannot be ${what}: ${codeOf(cause)}.`, {
    hint: 'Name another one with --state, or leave it out: then the shop is kept nowhere.',
    cause: error,
  });
}
