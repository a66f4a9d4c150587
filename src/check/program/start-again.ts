/**
 * A handler that was stopped, started again, as part of a check: not coming back is what the check found.
 */
import { Failure } from '../../core/failure.ts';
import type { Program } from './program.ts';

/** Null when it is back, else why not, in one line. */
export async function startAgain(program: Pick<Program, 'start'>): Promise<string | null> {
  try {
    await program.start();
    return null;
  } catch (error) {
    if (error instanceof Failure) return error.message.split('\n')[0] ?? '';
    throw error;
  }
}
