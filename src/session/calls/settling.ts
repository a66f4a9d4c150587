/**
 * What the second write keeps of a conclusion, and when a handler's work counts as done.
 */
import type { Instant } from '../../core/instant.ts';
import type { HandlerResult } from '../../core/outcome.ts';
import type { AttemptRecord } from '../../core/record.ts';
import type { Rules } from '../../core/rules.ts';
import type { Conclusion } from './conclude.ts';

export interface SettledFields extends Pick<
  AttemptRecord,
  | 'handler'
  | 'answer'
  | 'shopMs'
  | 'verdict'
  | 'sure'
  | 'withoutUs'
  | 'why'
  | 'hint'
  | 'fault'
  | 'policy'
  | 'linked'
  | 'change'
> {
  readonly attempt: string;
  readonly nextAttemptAt: Instant | null;
}

export function settledFields({ record, nextAttemptAt }: Conclusion): SettledFields {
  const { handler, answer, shopMs, verdict, sure, withoutUs, why, hint, fault, policy, linked, change } = record;
  return {
    attempt: record.id,
    handler,
    answer,
    shopMs,
    verdict,
    sure,
    withoutUs,
    why,
    hint,
    fault,
    policy,
    linked,
    change,
    nextAttemptAt,
  };
}

/** 200 or 204, however late: the work is done. */
export function isAccepted({ outcome }: HandlerResult, rules: Rules): boolean {
  return 'status' in outcome && rules.rightStatuses.includes(outcome.status);
}
