/**
 * What went wrong with an API call, in one clear sentence with a stable code. In: how the exchange failed, or the status
 * of an answer that is not what was asked for. Out: `Failure` with exit 3. The codes also say whether the shop may have
 * carried the call out all the same (`isUndecided`), which decides whether a webhook may exist that we have no id of.
 * Source of the statuses: API Blueprint "Upgates API v2", Stavové kódy.
 */
import { Failure, trouble } from '../core/failure.ts';
import type { Instant } from '../core/instant.ts';
import type { FailedBy } from '../dial/exchange.ts';
import { describeInstant } from './calls-left.ts';

/** What is known of the call, safe to print. */
export interface CallContext {
  /** The API's host. */
  readonly host: string;
  /** `POST /webhooks`. */
  readonly call: string;
  /** Milliseconds the call may take. */
  readonly deadline: number;
}

export interface AnswerContext extends CallContext {
  readonly status: number;
  /** The shop's own words, already safe; null when it had none. */
  readonly said: string | null;
  readonly retryAt: Instant | null;
}

/** After these the shop may have done what was asked. After any other trouble it certainly has not. */
const UNDECIDED: ReadonlySet<string> = new Set([
  'api-timeout',
  'api-broken',
  'api-aborted',
  'api-server-error',
  'api-not-json',
  'api-unexpected',
]);

export function isUndecided(error: unknown): boolean {
  return !(error instanceof Failure) || UNDECIDED.has(error.code);
}

/** No whole answer came. `by` is how the exchange broke. */
export function explainFailed(by: FailedBy, { host, call, deadline }: CallContext): Failure {
  switch (by) {
    case 'refused':
      return unreachable(`Nothing listens at ${host}.`);
    case 'dns':
      return unreachable(`The name ${host} does not resolve.`);
    case 'tls':
      return unreachable(`No trusted TLS connection to ${host} could be made.`);
    case 'timeout':
      return trouble('api-timeout', `${host} did not answer ${call} within ${deadline / 1000} s.`, {
        hint: 'The shop or the network is slow. Try again in a while.',
      });
    case 'aborted':
      return trouble('api-aborted', `The API call ${call} was given up before ${host} had answered.`);
    case 'too-large':
      return trouble('api-unexpected', `${host} answered ${call} with far more than the 2 MB that are read.`);
    case 'reset':
    case 'malformed':
      return trouble('api-broken', `${host} broke off its answer to ${call}.`, {
        hint: 'The network, or a proxy between here and the shop, cut the connection. Try again.',
      });
  }
}

function unreachable(message: string): Failure {
  return trouble('api-unreachable', message, { hint: 'Check UPGATES_API_URL and the network.' });
}

/** The call waited for its turn and was given up before it was sent. */
export function explainNotSent({ call }: CallContext): Failure {
  return trouble('api-not-sent', `The API call ${call} was given up before it was sent.`);
}

/** An answer whose status is not 200. */
export function explainStatus(answer: AnswerContext): Failure {
  const { host, call, status, said } = answer;
  const words = said === null ? '' : `: ${said}`;
  switch (status) {
    case 401:
      return trouble('api-unauthorized', `${host} does not accept the API login and key.`, {
        hint: 'Check UPGATES_API_LOGIN and UPGATES_API_KEY (administration, Add-ons / API). Five wrong logins in an hour lock this address out.',
      });
    case 403:
      return trouble('api-forbidden', `${host} forbids ${call} to this API user${words}.`, {
        hint: 'The login may be right: the API user is inactive, has no right to this, or five wrong logins locked this address for an hour.',
      });
    case 404:
      return trouble('api-not-found', `There is no Upgates API at ${host} (404).`, {
        hint: 'Check UPGATES_API_URL: it looks like https://shop.admin.s1.upgates.com/api/v2.',
      });
    case 429:
      return explainTooMany(answer);
    default:
      return explainOtherStatus(answer, words);
  }
}

function explainOtherStatus({ host, call, status }: AnswerContext, words: string): Failure {
  if (status >= 500 && status !== 501) {
    return trouble('api-server-error', `${host} failed to answer ${call} (${status})${words}.`, {
      hint: 'The trouble is at the shop. Try again in a while; if it lasts, ask the support of Upgates.',
    });
  }
  if (status >= 400) return trouble('api-rejected', `${host} rejected ${call} (${status})${words}.`);
  return trouble('api-unexpected', `${host} answered ${call} with ${status}, which its API does not document.`, {
    hint: 'Something between here and the shop may have answered instead of it.',
  });
}

/** 429 means too many calls in all, or more than three at once in the user's group. */
function explainTooMany({ host, retryAt }: AnswerContext): Failure {
  const until = retryAt === null ? '' : ` The next call is allowed at ${describeInstant(retryAt)}.`;
  return trouble('api-rate-limited', `${host} takes no more API calls for now (429).${until}`, {
    hint: 'The calls of this hour and day are used up, or other programs call the same API at once.',
  });
}

/** A 200 whose body is no JSON: a login page, a proxy's page, or half an answer. */
export function explainNotJson({ host, call }: CallContext, body: string): Failure {
  const what = /^\s*</.test(body) ? 'an HTML page' : 'something that is no JSON';
  return trouble('api-not-json', `${host} answered ${call} with ${what}.`, {
    hint: 'Check UPGATES_API_URL: it must lead to the API, not to the shop itself or its administration.',
  });
}

/** JSON of another shape than documented. */
export function explainShape({ host, call }: CallContext): Failure {
  return trouble('api-unexpected', `${host} answered ${call} with JSON that its API does not document.`, {
    hint: 'The API may have changed. Is there a newer version of this program?',
  });
}

/** A 301 that leads where credentials must not go, or on and on. */
export function explainMoved({ host }: CallContext, target: string | null): Failure {
  const where = target === null ? 'does not say where' : `says it is at ${target} now`;
  return trouble(
    'api-moved',
    `The shop is no longer at ${host}, and ${where}; the login and key were not sent there.`,
    {
      hint: 'Look up the API address in the administration (Add-ons / API) and put it into UPGATES_API_URL.',
    },
  );
}
