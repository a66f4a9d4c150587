/**
 * When a handler's work counts as done.
 */
import type { HandlerResult } from '../../core/outcome.ts';
import type { Rules } from '../../core/rules.ts';

/** 200 or 204, however late: the work is done. */
export function isAccepted({ outcome }: HandlerResult, rules: Rules): boolean {
  return 'status' in outcome && rules.rightStatuses.includes(outcome.status);
}
