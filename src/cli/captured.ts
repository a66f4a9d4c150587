/**
 * A delivery as it may leave history: without secrets, as data or as a curl command. Used by exports and by the screen.
 */
import { mistake } from '../core/failure.ts';
import { maskSecrets, withoutUserinfo } from '../core/masking.ts';
import { printable } from '../core/printable.ts';
import {
  bodyWithoutSecrets,
  headersWithoutSecrets,
  MASKED,
  withoutSecrets,
  type Masking,
} from '../fixture/without-secrets.ts';
import { endToEndHeaders } from '../send/headers.ts';
import { targetFor } from '../send/routes.ts';
import type { ForwardTarget } from '../settings/forward.ts';
import { curlCommand } from '../show/curl-command.ts';
import type { AttemptDetail, DeliveryDetail } from '../store/row.ts';

export interface Captured {
  readonly detail: DeliveryDetail;
  /** The one that is meant: the latest unless the id says otherwise. */
  readonly attempt: AttemptDetail;
  readonly body: Buffer;
  /** Whether something was masked in the body. */
  readonly isMasked: boolean;
}

/** `detail` with the body of `attempt`. */
export function withoutItsSecrets(detail: DeliveryDetail, attempt: AttemptDetail, masking: Masking): Captured {
  const raw = Buffer.from(detail.body);
  const body = bodyWithoutSecrets(raw, masking);
  const attempts = detail.attempts.map((one) => maskedAttempt(one, masking));
  return {
    detail: { ...detail, body, attempts },
    attempt: maskedAttempt(attempt, masking),
    body,
    isMasked: !body.equals(raw),
  };
}

function maskedAttempt(attempt: AttemptDetail, masking: Masking): AttemptDetail {
  const { handlerAnswer, url, hint } = attempt;
  const clean = (text: string): string => withoutSecrets(text, masking);
  return {
    ...attempt,
    url: url === null ? null : maskSecrets(clean(url)).replaceAll('…', MASKED),
    why: clean(attempt.why),
    hint: hint === null ? null : maskSecrets(clean(hint)),
    requestHeaders: headersWithoutSecrets(attempt.requestHeaders, masking),
    handlerAnswer: handlerAnswer && {
      headers: headersWithoutSecrets(handlerAnswer.headers, masking),
      body: bodyWithoutSecrets(handlerAnswer.body, masking),
    },
  };
}

export interface Where {
  /** Instead of where it went. */
  readonly to: URL | null;
  readonly targets: readonly ForwardTarget[];
}

/** Where a call is sent again, without credentials. Throws `Failure` (exit 2) for one that went nowhere. */
export function addressOf({ detail, attempt }: Captured, { to, targets }: Where): string {
  const { event, id } = detail.row;
  const url = to?.href ?? attempt.url ?? targetFor(targets, event)?.url.href;
  if (url !== undefined) return withoutUserinfo(url);
  throw mistake('no-handler', printable(`${id} went to no handler.`), 'Say where to: --to 3000/webhooks.');
}

/** Of these curl makes its own. */
const OF_CURL: ReadonlySet<string> = new Set(['host', 'authorization']);

/** Throws as `addressOf`. Credentials of the handler are the user's to add, with curl's --user. */
export function curlOf(call: Captured, where: Where): string {
  const headers = endToEndHeaders(call.attempt.requestHeaders).filter(([name]) => !OF_CURL.has(name.toLowerCase()));
  return curlCommand({ url: addressOf(call, where), headers, body: call.body });
}
