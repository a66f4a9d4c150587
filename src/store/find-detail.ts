/**
 * The delivery that a user's text means: an id, the beginning of one, or the id of an attempt.
 */
import { mistake, type Failure } from '../core/failure.ts';
import { inQuotes } from '../core/printable.ts';
import type { HistoryReader } from './read.ts';
import type { AttemptDetail, DeliveryDetail } from './row.ts';

/** Throws `Failure` (exit 2) when the id is not found or not unique. */
export function findDetail(history: Pick<HistoryReader, 'find' | 'detail'>, text: string): DeliveryDetail {
  const finding = history.find(text);
  if (finding.kind === 'ambiguous') {
    const ids = finding.ids.join(', ');
    throw mistake('id-ambiguous', `Several deliveries begin with ${inQuotes(text)}: ${ids}.`, 'Give more of the id.');
  }
  const detail = finding.kind === 'one' ? history.detail(finding.id) : null;
  if (detail !== null) return detail;
  throw unknownId(text);
}

export function unknownId(text: string): Failure {
  const sentence = `There is no delivery ${inQuotes(text)} in history.`;
  return mistake('id-unknown', sentence, 'upgates-dev history list shows the ids.');
}

/** The attempt that `kq3v.2` names; the latest where none is named. Throws `Failure` (exit 2) for one that is not there. */
export function findAttempt(detail: DeliveryDetail, text: string): AttemptDetail {
  const number = /\.(\d+)$/.exec(text.trim())?.[1];
  const attempt =
    number === undefined
      ? detail.attempts.at(-1)
      : detail.attempts.find((one) => String(one.number) === String(Number(number)));
  if (attempt !== undefined) return attempt;
  throw mistake('id-unknown', `The delivery ${detail.row.id} has no attempt ${number ?? ''}.`);
}
