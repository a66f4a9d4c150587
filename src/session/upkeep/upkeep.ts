/**
 * Which upkeep wish is done by whom.
 */
import type { Instant } from '../../core/instant.ts';
import type { History } from '../../store/history.ts';
import type { Answered } from '../intention.ts';
import type { Model } from '../model.ts';
import { mark } from './mark.ts';
import { measureHistory } from './measure.ts';
import type { WebhookDesk } from './webhooks.ts';
import type { UpkeepWish } from './wish.ts';

export interface UpkeepMeans {
  readonly history: History;
  readonly model: Model;
  readonly now: () => Instant;
  readonly webhooks: WebhookDesk;
}

/** Throws `Failure` as the parts do. */
export function keepUp(wish: UpkeepWish, means: UpkeepMeans, signal: AbortSignal): Answered | Promise<Answered> {
  switch (wish.kind) {
    case 'mark':
      return mark(wish, means);
    case 'measure-history':
      return measureHistory(means);
    case 'list-webhooks':
      return means.webhooks.list(signal);
    case 'create-webhook':
      return means.webhooks.create(wish.event, signal);
    case 'switch-webhook':
      return means.webhooks.switch(wish.id, wish.active, signal);
    case 'delete-webhook':
      return means.webhooks.remove(wish.id, signal);
  }
}
