/**
 * The first write of a call. While the store is well it shares a transaction with the calls of its turn, and the handler's
 * work begins beside it; once one was undone each is tried by itself first, until one succeeds: a handler is not called
 * over and over for calls that cannot be kept.
 */
import type { Ending, HistoryWriter, Received, ReceivedAttempt } from '../../store/told.ts';

/** Throws `Failure` when the call cannot be kept; `ending` is told in this turn, or at its end. */
export type FirstWrite = (attempt: Received, ending: Ending) => ReceivedAttempt;

export function createFirstWrites(history: Pick<HistoryWriter, 'received'>): FirstWrite {
  let isWell = true;
  const together: FirstWrite = (attempt, { committed, undone }) =>
    history.received(attempt, {
      committed,
      undone(error) {
        isWell = false;
        undone(error);
      },
    });
  const alone: FirstWrite = (attempt, { committed }) => {
    const kept = history.received(attempt);
    queueMicrotask(committed);
    return kept;
  };
  return (attempt, ending) => {
    const write = isWell ? together : alone;
    isWell = false;
    const kept = write(attempt, ending);
    isWell = true;
    return kept;
  };
}
