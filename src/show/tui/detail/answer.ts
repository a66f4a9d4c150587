/**
 * What the handler answered and what left us for the shop: side by side where they differ and there is room, stacked in
 * narrow windows, one where they are the same. In: the latest attempt. Out: lines.
 */
import { describeStatus } from '../../../core/advice.ts';
import type { HandlerOutcome } from '../../../core/outcome.ts';
import type { AttemptDetail, DeliveryDetail } from '../../../store/row.ts';
import { excerptLines } from '../../present/document/excerpt.ts';
import { describeHandlerError } from '../../present/handler.ts';
import { EMPTY_LINE, line, padLine, span, type Line } from '../../present/line.ts';
import { fullMillis } from '../../present/time.ts';
import { wrapText } from '../../present/width.ts';
import { headerRows } from './headers.ts';

/** From here on two columns can be read. */
const WIDE = 78;

export function answerLines({ attempts }: DeliveryDetail, width: number): readonly Line[] {
  const latest = attempts.at(-1);
  if (latest === undefined) return [];
  const isSame = !differ(latest);
  const title = isSame ? 'The handler answered, and so did we' : 'The handler answered';
  const make = (columns: number): readonly [readonly Line[], readonly Line[]] => [
    [line(title, 'strong'), ...handlerLines(latest, columns)],
    isSame ? [] : [line('What left us for the shop', 'strong'), ...ourLines(latest, columns)],
  ];
  if (isSame || width < WIDE) {
    const [theirs, ours] = make(width);
    return ours.length === 0 ? theirs : [...ours, EMPTY_LINE, ...theirs];
  }
  const half = Math.floor((width - 3) / 2);
  return beside(...make(half), half);
}

function beside(left: readonly Line[], right: readonly Line[], half: number): readonly Line[] {
  const rows = Math.max(left.length, right.length);
  return Array.from({ length: rows }, (_, index) => [
    ...padLine(left[index] ?? EMPTY_LINE, half),
    span(' ▏ ', 'dim'),
    ...(right[index] ?? EMPTY_LINE),
  ]);
}

/** Whether something else left us than what the handler said. */
function differ({ handler, answer }: AttemptDetail): boolean {
  if (answer === null) return false;
  return !(handler !== null && 'status' in handler && 'status' in answer && handler.status === answer.status);
}

function handlerLines({ handler, handlerAnswer }: AttemptDetail, width: number): readonly Line[] {
  const status = line(handler === null ? 'It was not called.' : outcomeWords(handler));
  if (handlerAnswer === null) return [status];
  const { headers, body } = handlerAnswer;
  return [status, EMPTY_LINE, ...headerRows(headers, width), EMPTY_LINE, ...excerptLines(body, width)];
}

function outcomeWords(handler: HandlerOutcome): string {
  const time = fullMillis(handler.ms);
  if ('status' in handler) return `${describeStatus(handler.status)} in ${time}`;
  return handler.error === 'pending'
    ? `Nothing yet after ${time}`
    : `${describeHandlerError(handler.error)} after ${time}`;
}

function ourLines(attempt: AttemptDetail, width: number): readonly Line[] {
  const { answer, policy, fault } = attempt;
  if (answer === null) return [line('Nothing yet.', 'dim')];
  const what = 'status' in answer ? describeStatus(answer.status) : BROKEN[answer.connection];
  const because = [
    fault === null ? '' : `Spoiled by the fault ${fault}.`,
    policy === null ? '' : `The answer policy is ${policy}.`,
    fault === null && 'status' in answer
      ? 'Without headers or a body of its own: the shop looks at the status only.'
      : '',
  ];
  return [
    line(`${what} after ${fullMillis(answer.ms)}`),
    EMPTY_LINE,
    ...because
      .filter((text) => text !== '')
      .flatMap((text) => wrapText(span(text).text, width).map((one) => line(one))),
  ];
}

const BROKEN = {
  hang: 'Nothing: the connection hung',
  reset: 'The connection was reset',
  empty: 'The connection was closed without an answer',
  truncate: 'Half an answer',
  garbage: 'No HTTP',
  drip: 'An answer, drop by drop',
  'caller-gone': 'Nothing: the caller had gone',
} as const;
