/**
 * Where the second of an attempt went: tunnel, us, handler, and what was left of the limit.
 */
import { RULES } from '../../../core/rules.ts';
import type { AttemptDetail } from '../../../store/row.ts';
import { fullMillis } from '../../present/time.ts';

/** `  budget  tunnel 84 ms · us 1 ms · handler 51 ms · left 864 ms`; empty while nothing is known. */
export function budgetText(attempt: AttemptDetail): string {
  const { shopMs, answer, handler } = attempt;
  if (shopMs === null) return '';
  const answered = answer?.ms ?? shopMs;
  const called = handler === null ? null : Math.min(handler.ms, answered);
  const left = RULES[attempt.rules].limit - shopMs;
  const parts = [
    answer === null ? '' : `tunnel ${fullMillis(Math.max(0, shopMs - answered))}`,
    answer === null ? '' : `us ${fullMillis(Math.max(0, answered - (called ?? 0)))}`,
    handlerPart(attempt),
    left >= 0 ? `left ${fullMillis(left)}` : `over by ${fullMillis(-left)}`,
  ];
  return `  budget  ${parts.filter((part) => part !== '').join(' · ')}`;
}

function handlerPart({ handler }: AttemptDetail): string {
  if (handler === null) return '';
  const isWorking = 'error' in handler && handler.error === 'pending';
  return `handler ${isWorking ? 'over ' : ''}${fullMillis(handler.ms)}`;
}
