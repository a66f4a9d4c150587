/**
 * What the second write keeps of an attempt's line.
 */
import type { AttemptRecord } from '../core/record.ts';
import type { Settled } from './told.ts';

/** All but the times and what the handler answered. */
export type SettledFields = Omit<Settled, 'at' | 'handlerAnswer' | 'nextAttemptAt'>;

export function settledFields(record: AttemptRecord): SettledFields {
  const { handler, answer, shopMs, verdict, sure, withoutUs, why, hint, fault, policy, linked, change } = record;
  const judged = { verdict, sure, withoutUs, why, hint };
  return { attempt: record.id, handler, answer, shopMs, ...judged, fault, policy, linked, change };
}
