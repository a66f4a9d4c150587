/**
 * What a newcomer should be told when a kind of failure happens for the first time: one line each. In: a row. Out: the name
 * of what it teaches, or null. Details stand in the summary of the delivery; this says what it means at Upgates.
 */
import { isRescued } from '../../core/explain.ts';
import type { DeliveryRow } from '../../store/row.ts';

export type LessonName = 'wrong-answer' | 'refused' | 'timeout' | 'rescued';

export const LESSONS: Readonly<Record<LessonName, string>> = {
  'wrong-answer': 'First wrong answer: only 200 and 204 count; Upgates sends it again every 5 minutes.',
  refused: 'First call without a handler: the shop is told so and sends it again. Nothing is lost.',
  timeout: 'First timeout: late answers count as delivered at Upgates, and it never sends them again.',
  rescued: 'First rescue: the handler was late, so we answered 503 in time; alone it would be lost.',
};

/** Only what the shop sent teaches what the shop does; what a fault spoiled was meant. */
export function lessonOf({ origin, fault, verdict, withoutUs, handler }: DeliveryRow): LessonName | null {
  if (origin !== 'shop' || fault !== null || verdict === null || verdict === 'delivered') return null;
  if (isRescued(verdict, withoutUs)) return 'rescued';
  if (verdict === 'timed-out') return 'timeout';
  if (handler === null) return null;
  return 'error' in handler && ['refused', 'dns', 'tls'].includes(handler.error) ? 'refused' : 'wrong-answer';
}
