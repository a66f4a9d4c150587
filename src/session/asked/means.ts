/**
 * What a session has to do what it is asked with, from the moment all its stages stand.
 */
import type { Instant } from '../../core/instant.ts';
import type { SessionRecord } from '../../core/record.ts';
import type { FaultSet } from '../../faults/fault-set.ts';
import type { History } from '../../store/history.ts';
import type { Countdowns } from '../calls/countdowns.ts';
import type { Model } from '../model.ts';
import type { SessionPlan } from '../plan.ts';
import type { Shop } from '../shop.ts';
import type { RecordDesk } from '../upkeep/records.ts';
import type { WebhookDesk } from '../upkeep/webhooks.ts';
import type { Gaps } from './gaps.ts';

export interface Means {
  readonly plan: SessionPlan;
  readonly now: () => Instant;
  readonly model: Model;
  readonly faults: FaultSet;
  readonly shop: Pick<Shop, 'simulated'>;
  readonly history: History;
  readonly countdowns: Countdowns;
  /** The shop's webhooks in the hands of a person. */
  readonly webhooks: WebhookDesk;
  readonly gaps: Gaps;
  /** The shop's records, asked for one by one. */
  readonly records: RecordDesk;
  /** Tells everyone. */
  readonly emit: (record: SessionRecord) => void;
}
