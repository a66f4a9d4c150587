/**
 * The user's mark on a delivery: kept in history, found again by `marked:true`.
 */
import type { History } from '../../store/history.ts';
import type { Answered } from '../intention.ts';
import type { Model } from '../model.ts';
import type { UpkeepWish } from './wish.ts';

interface Marking {
  readonly history: Pick<History, 'mark'>;
  readonly model: Pick<Model, 'update'>;
}

/** Throws `Failure` (exit 3) when the disk does not take it. An id that history no longer holds changes nothing. */
export function mark({ id, marked }: Extract<UpkeepWish, { kind: 'mark' }>, { history, model }: Marking): Answered {
  history.mark(id, marked);
  // Nothing of the snapshot changes, but whoever shows the row has to look again. The sign on it says enough.
  model.update({});
  return { kind: 'done', text: '' };
}
