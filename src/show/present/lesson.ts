/**
 * What a newcomer should be told when a kind of failure happens for the first time: one line each. In: a row. Out: the name
 * of what it teaches, or null. Details stand in the summary of the delivery; this says what it means at Upgates.
 */
import { isRescued } from '../../core/explain.ts';
import type { HandlerError } from '../../core/outcome.ts';
import type { Verdict } from '../../core/rules.ts';
import type { DeliveryRow } from '../../store/row.ts';

export type LessonName = 'wrong-answer' | 'refused' | 'broken' | 'late' | 'timeout' | 'rescued' | 'covered' | 'unsure';

export const LESSONS: Readonly<Record<LessonName, string>> = {
  'wrong-answer': 'First wrong answer: only 200 and 204 count; Upgates sends it again every 5 minutes.',
  refused: 'First call without a handler: the shop is told so and sends it again. Nothing is lost.',
  broken: 'First broken answer: no whole HTTP answer came from the handler; Upgates sends it again every 5 minutes.',
  late: 'First late answer: under these rules it is a wrong one, and Upgates sends it again every 5 minutes.',
  timeout: 'First timeout: late answers count as delivered at Upgates, and it never sends them again.',
  rescued:
    'First rescue: the time was nearly over without an answer, so we answered 503; alone the event might be lost.',
  covered:
    'First failure that the shop does not see: we answered 204 for the handler, and repeat the call to it ourselves.',
  unsure: 'First ? behind a verdict: the answer came close to the limit, so the shop may have seen it otherwise.',
};

/** All that a row teaches, what matters most first. Only what the shop sent teaches; what a fault spoiled was meant. */
export function lessonsOf(row: DeliveryRow): readonly LessonName[] {
  const { origin, fault, verdict, sure, withoutUs } = row;
  if (origin !== 'shop' || fault !== null || verdict === null) return [];
  // While the handler still works there is more to come, and it matters more.
  const doubt: readonly LessonName[] = sure || withoutUs === null ? [] : ['unsure'];
  return [...(verdict === 'delivered' ? coverOf(row) : failureOf(row, verdict)), ...doubt];
}

function coverOf({ policy, withoutUs }: DeliveryRow): readonly LessonName[] {
  return policy === 'ack' && withoutUs !== null && withoutUs !== 'delivered' ? ['covered'] : [];
}

function failureOf(
  { withoutUs, handler, policy }: DeliveryRow,
  verdict: Exclude<Verdict, 'delivered'>,
): readonly LessonName[] {
  const isWaitedFor = policy === 'rescue' && handler !== null && 'error' in handler && handler.error === 'pending';
  if (isRescued(verdict, withoutUs) || (verdict === 'repeats' && isWaitedFor)) return ['rescued'];
  if (verdict === 'timed-out') return ['timeout'];
  // Not settled yet, or an answer of ours that is no fault of the handler's.
  if (handler === null || withoutUs !== 'repeats') return [];
  if ('error' in handler) return [ERROR_LESSONS[handler.error]];
  return [handler.status === 200 || handler.status === 204 ? 'late' : 'wrong-answer'];
}

const ERROR_LESSONS: Readonly<Record<HandlerError, LessonName>> = {
  refused: 'refused',
  dns: 'refused',
  tls: 'refused',
  reset: 'broken',
  malformed: 'broken',
  timeout: 'late',
  aborted: 'late',
  pending: 'late',
};
