/**
 * Headers of the call as received, and of what the handler answered.
 */
import { describeStatus } from '../../../core/advice.ts';
import type { HeaderList } from '../../../core/outcome.ts';
import type { AttemptDetail, DeliveryDetail } from '../../../store/row.ts';
import { EMPTY_LINE, line, span, type Line } from '../../present/line.ts';
import { wrapText } from '../../present/width.ts';

export function headersLines({ attempts }: DeliveryDetail, width: number): readonly Line[] {
  const latest = attempts.at(-1);
  if (latest === undefined) return [];
  return [...headerRows(latest.requestHeaders, width), ...answerLines(latest, width)];
}

function answerLines({ handler, handlerAnswer }: AttemptDetail, width: number): readonly Line[] {
  if (handlerAnswer === null) return [];
  const status = handler !== null && 'status' in handler ? ` ${describeStatus(handler.status)}` : '';
  return [EMPTY_LINE, line(`The handler answered${status}`, 'strong'), ...headerRows(handlerAnswer.headers, width)];
}

export function headerRows(headers: HeaderList, width: number): readonly Line[] {
  if (headers.length === 0) return [line('No headers.', 'dim')];
  return headers.flatMap(([name, value]) => wrapText(span(`${name}: ${value}`).text, width, 2).map((one) => line(one)));
}
