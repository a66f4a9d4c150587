/**
 * Deliveries of the history for people: one line each for a list, everything about one for `history show`.
 */
import { describeSize, describeStatus } from '../core/advice.ts';
import { isoUtc } from '../core/instant.ts';
import type { HeaderList } from '../core/outcome.ts';
import type { AttemptDetail, DeliveryDetail, DeliveryRow } from '../store/row.ts';
import { bodyLines, UNWRAPPED } from './present/body.ts';
import { EMPTY_LINE, line, span, type Line } from './present/line.ts';
import { FAULT_SIGN } from './present/verdict.ts';
import { padText } from './present/width.ts';
import { answerWords, counted, handlerWords, verdictWords } from './words.ts';

/** `kq3…  2026-11-23 10:15:42  Orders.update  9000208  201  51 ms  ↻ repeats  #2`. */
export function deliveryLine(row: DeliveryRow): Line {
  return [
    span(`${row.id}  `, 'dim'),
    span(`${dateAndTime(row.receivedAt)}  `, 'dim'),
    span(`${padText(span(row.event).text, 21)}  `),
    span(`${padText(span(row.key).text, 20)}  `, 'strong'),
    span(`${padText(handlerWords(row.handler), 15)}  `),
    ...verdictWords(row),
    span(row.state === 'interrupted' ? ' interrupted' : '', 'dim'),
    span(row.attempts > 1 ? `  #${row.attempts}` : '', 'dim'),
    span(row.fault === null ? '' : `  ${FAULT_SIGN} ${row.fault}`, 'accent'),
  ];
}

/** The head, then every attempt with both answers, then the body of the latest. */
export function deliveryReport({ row, body, attempts }: DeliveryDetail): readonly Line[] {
  return [
    [span(`${row.event} ${row.key}  `, 'strong'), ...verdictWords(row)],
    line(`${row.id}, received ${isoUtc(row.receivedAt)}, ${counted(row.attempts, 'attempt', 'attempts')}`, 'dim'),
    ...attempts.flatMap(attemptReport),
    EMPTY_LINE,
    line(`Body, ${describeSize(body.length)}`, 'strong'),
    ...indented(bodyLines(body, UNWRAPPED)),
  ];
}

function attemptReport(attempt: AttemptDetail): readonly Line[] {
  const { number, at, policy, rules, handler, answer, url, fault, state } = attempt;
  const facts: readonly (readonly [string, string | null])[] = [
    ['handler', `${handlerWords(handler).replaceAll(/ +/g, ' ')}${url === null ? '' : `  ${url}`}`],
    ['answer', `${answerWords(answer)}${policy === null ? '' : `  by ${policy}`}, rules ${rules}`],
    ['fault', fault],
    ['why', attempt.why],
    ['hint', attempt.hint],
    ['linked', attempt.linked?.notice ?? null],
    ['next', attempt.nextAttemptAt === null ? null : isoUtc(attempt.nextAttemptAt)],
  ];
  const known = facts.filter((fact): fact is [string, string] => fact[1] !== null && fact[1] !== '');
  return [
    EMPTY_LINE,
    [span(`Attempt ${number}  `, 'strong'), span(`${isoUtc(at)}  `, 'dim'), ...verdictWords(attempt)],
    ...(state === 'settled' ? [] : [line(`  ${state}`, 'dim')]),
    ...known.map(([name, text]): Line => [span(`  ${padText(name, 9)}`, 'dim'), span(text)]),
    line('  request headers', 'dim'),
    ...headerLines(attempt.requestHeaders),
    ...handlerAnswerLines(attempt),
  ];
}

function handlerAnswerLines({ handler, handlerAnswer }: AttemptDetail): readonly Line[] {
  if (handlerAnswer === null) return [];
  const status = handler !== null && 'status' in handler ? ` ${describeStatus(handler.status)}` : '';
  return [
    line(`  the handler answered${status}`, 'dim'),
    ...headerLines(handlerAnswer.headers),
    ...indented(indented(bodyLines(handlerAnswer.body, UNWRAPPED))),
  ];
}

function headerLines(headers: HeaderList): readonly Line[] {
  return headers.map(([name, value]) => line(`    ${name}: ${value}`));
}

function indented(lines: readonly Line[]): readonly Line[] {
  return lines.map((one) => [span('  '), ...one]);
}

/** `2026-11-23 10:15:42`, the wall clock of this machine. */
function dateAndTime(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')}`;
}
