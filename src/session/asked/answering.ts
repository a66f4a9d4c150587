/**
 * Work that was asked for, as an answer. In: what does it. Out: its answer, or a refusal; never a rejection.
 */
import { Failure } from '../../core/failure.ts';
import type { Answered } from '../intention.ts';

export async function answering(
  work: () => Answered | Promise<Answered>,
  log: (text: string) => void,
): Promise<Answered> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Failure) return refuse(error);
    const what = error instanceof Error ? error.message : String(error);
    log(error instanceof Error ? (error.stack ?? what) : what);
    const text = `Something went wrong inside upgates-dev: ${what.split('\n')[0] ?? ''}`;
    return refuse(
      new Failure({ code: 'internal', exit: 70 }, text, { hint: 'The log has the details.', cause: error }),
    );
  }
}

export function refuse(failure: Failure): Answered {
  return { kind: 'refused', failure };
}
