/**
 * What a replay may be asked for: ids or files, or a search in history. Throws `Failure` (exit 2) where both or neither
 * are given, or where the filter cannot be read.
 */
import { mistake } from '../core/failure.ts';
import { readFilter } from '../filter/read-filter.ts';
import type { Search } from './choose.ts';

export function checkReplayWish(operands: readonly string[], { last, filter }: Search): void {
  const reading = filter === null ? null : readFilter(filter);
  if (reading?.kind === 'broken') throw mistake('filter', reading.message);
  const isSearch = last !== null || filter !== null;
  if (operands.length > 0 && isSearch) {
    throw mistake('replay-what', 'Ids or files cannot go together with --last or --filter.', 'Leave one out.');
  }
  if (operands.length > 0 || isSearch) return;
  const hint = 'Such as upgates-dev replay kq3v, replay --last 1, or replay --filter verdict:timed-out.';
  throw mistake('replay-what', 'Nothing says what is to be sent again.', hint);
}
