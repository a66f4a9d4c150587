/**
 * PHP printed an error into the answer. With `display_errors` on, which is its default where there is no php.ini (as in
 * the official container images), even a fatal error leaves the status at 200: Upgates takes the event for delivered.
 * In: an answer with such a text. Out: what PHP said, and the setting.
 */
import { beginningOf, hasSucceeded, isToBeRefused, quoted, type Cause } from './cause.ts';

const PRINTED = /<b>(Fatal error|Parse error|Warning|Notice|Deprecated)<\/b>:\s+([^<]{1,400}?)\s+in\s/;

export const printedError: Cause = (answer, sent) => {
  const found = PRINTED.exec(beginningOf(answer));
  if (found === null) return null;
  const [, kind = '', text = ''] = found;
  const said = `PHP printed "${kind}: ${quoted(text)}" into the answer`;
  if (!hasSucceeded(answer)) return `${said}.`;
  return `${said}, and the status stayed ${answer.status}: Upgates counts that as delivered. ${wayOut(kind, sent.check, isToBeRefused(sent))}`;
};

function wayOut(kind: string, check: string, shouldRefuse: boolean): string {
  if (kind === 'Fatal error' || kind === 'Parse error') return 'Set display_errors = 0, so that an error answers 500.';
  if (shouldRefuse && check === 'get-request') return 'Answer 405 unless REQUEST_METHOD is POST.';
  return 'Check what json_decode gave: for null answer 400.';
}
