/**
 * What the handler did, in a column: the status and the time, or one word for how the exchange broke.
 */
import { SECOND, type Instant } from '../../core/instant.ts';
import type { HandlerError } from '../../core/outcome.ts';
import type { DeliveryRow } from '../../store/row.ts';
import { isPending, UNSETTLED } from './verdict.ts';
import { fullMillis, shortMillis } from './time.ts';
import { padTextLeft } from './width.ts';

const ERROR_WORDS: Readonly<Record<HandlerError, string>> = {
  refused: 'refused',
  dns: 'no name',
  tls: 'no tls',
  reset: 'reset',
  malformed: 'no http',
  timeout: 'timeout',
  aborted: 'aborted',
  pending: UNSETTLED,
};

/** `width` 8: `200   38`; wider: `200   38 ms`. A word where there is no status. */
export function handlerText(row: DeliveryRow, now: Instant, width: number): string {
  const time = width > 8 ? fullMillis : shortMillis;
  if (row.handler === null) return row.state === 'open' ? openText(row, now) : '-';
  if ('status' in row.handler) return String(row.handler.status) + padTextLeft(time(row.handler.ms), width - 3);
  if (row.handler.error !== 'pending') return ERROR_WORDS[row.handler.error];
  return `${UNSETTLED} >${time(row.handler.ms)}`;
}

/** Nothing for the first tenth of a second; the seconds once there are any. */
function openText(row: DeliveryRow, now: Instant): string {
  const seconds = Math.floor((now - row.lastAttemptAt) / SECOND);
  if (!isPending(row, now)) return '';
  return seconds < 1 ? UNSETTLED : `${UNSETTLED} ${seconds} s`;
}

export function describeHandlerError(error: HandlerError): string {
  return error === 'pending' ? 'no answer yet' : ERROR_WORDS[error];
}
