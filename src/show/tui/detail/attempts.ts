/**
 * All attempts of a delivery, the latest first: when, what the handler did, what left us, what Upgates concluded, why.
 */
import type { HandlerOutcome } from '../../../core/outcome.ts';
import { RULES } from '../../../core/rules.ts';
import type { AttemptDetail, DeliveryDetail } from '../../../store/row.ts';
import { budgetBar } from '../../present/bar.ts';
import { describeHandlerError } from '../../present/handler.ts';
import { line, span, type Line } from '../../present/line.ts';
import { fullMillis, timeOfDay } from '../../present/time.ts';
import { LOOKS, UNSETTLED } from '../../present/verdict.ts';
import { padText, wrapText } from '../../present/width.ts';

const BAR = 20;

export function attemptsLines(detail: DeliveryDetail, width: number): readonly Line[] {
  return detail.attempts
    .toReversed()
    .flatMap((attempt) => [
      headLine(attempt, width),
      ...wrapText(span(`     ${answerText(attempt)}${attempt.why}`).text, width, 5).map((one) => line(one, 'dim')),
    ]);
}

function headLine(attempt: AttemptDetail, width: number): Line {
  const look = attempt.verdict === null ? null : LOOKS[attempt.verdict];
  const origin = attempt.origin === 'shop' ? '' : `  ${attempt.origin}`;
  return [
    span(`${padText(`#${attempt.number}`, 4)} `, 'strong'),
    span(`${timeOfDay(attempt.at)}  `, 'dim'),
    span(`${padText(handlerWords(attempt.handler), 13)} `),
    ...(width < 70 ? [] : [...budgetBar(attempt, RULES[attempt.rules].limit, BAR), span(' ')]),
    look === null ? span(UNSETTLED, 'dim') : span(`${look.sign} ${look.word}${attempt.sure ? '' : ' ?'}`, look.tone),
    span(origin, 'dim'),
  ];
}

function handlerWords(handler: HandlerOutcome | null): string {
  if (handler === null) return 'not called';
  return 'status' in handler
    ? `${handler.status}  ${fullMillis(handler.ms)}`
    : `${describeHandlerError(handler.error)}  ${fullMillis(handler.ms)}`;
}

/** What left us, where it is not what the handler said. */
function answerText({ handler, answer }: AttemptDetail): string {
  if (answer === null) return '';
  if (!('status' in answer)) return `Left us: ${answer.connection}. `;
  return handler !== null && 'status' in handler && handler.status === answer.status
    ? ''
    : `Left us: ${answer.status}. `;
}

/** One word for the line of attempts: the status, or how the exchange broke. */
export function shortOutcome({ handler, answer }: AttemptDetail): string {
  if (handler !== null && 'status' in handler) return String(handler.status);
  if (handler !== null) return describeHandlerError(handler.error);
  return answer !== null && 'status' in answer ? String(answer.status) : UNSETTLED;
}
