/**
 * How much history holds, for a person who wonders whether it is time to prune.
 */
import type { Instant } from '../../core/instant.ts';
import type { History } from '../../store/history.ts';
import type { Answered } from '../intention.ts';
import type { Model } from '../model.ts';

interface Measuring {
  readonly history: Pick<History, 'size'>;
  readonly model: Pick<Model, 'update'>;
  readonly now: () => Instant;
}

/** Throws `Failure` (exit 3) when the file cannot be read. */
export function measureHistory({ history, model, now }: Measuring): Answered {
  model.update({ historySize: { ...history.size(), at: now() } });
  return { kind: 'done', text: '' };
}
