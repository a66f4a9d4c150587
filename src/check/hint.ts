/**
 * What to do about an answer that was not asked for: what the answer itself gives away, else what its status means for
 * sure, else the usual cause of this check's failures, else what is known of its like.
 */
import { adviseOn } from '../core/advice.ts';
import { withoutUserinfo } from '../core/masking.ts';
import type { HandlerError } from '../core/outcome.ts';
import type { Check } from './check.ts';
import { recognise } from './recognise.ts';
import type { Reply, Shop } from './shop.ts';

/** Their cause lies in the status, whatever was sent. */
const TELLING: ReadonlySet<number> = new Set([201, 202, 401, 405, 413, 415, 419, 429]);

export function hintFor(check: Pick<Check, 'name' | 'todo'>, reply: Reply, shop: Shop): string {
  const { outcome } = reply;
  const known = recognised(reply, check.name);
  if (known !== null) return known;
  const general = generalAdvice(reply, shop);
  // A handler that does not even take ordinary calls has another trouble than the one this check looks for.
  const isItsOwn = shop.hasAnswered() && shop.takesOrdinary() !== false;
  if (check.todo === '' || !isItsOwn || isTelling(reply)) return general;
  const isBroken = 'error' in outcome && (outcome.error === 'reset' || outcome.error === 'malformed');
  return isBroken ? `${general} ${check.todo}` : check.todo;
}

/** What the answer's headers and body give away of its cause. `check`: what was special about the call. */
export function recognised({ call, outcome, answer }: Reply, check: string): string | null {
  if (answer === null || !('status' in outcome)) return null;
  const body = Buffer.from(answer.body).toString('utf8');
  const sent = { bytes: call.body.length, check };
  return recognise({ status: outcome.status, headers: answer.headers, body }, sent);
}

function generalAdvice({ outcome, call }: Reply, { rules }: Shop): string {
  const own = 'error' in outcome ? BY_ERROR[outcome.error] : BY_STATUS.get(outcome.status);
  return own ?? adviseOn(outcome, rules, { bytes: call.body.length }) ?? '';
}

/** Where an answer would send the caller; null when it is no redirect. Safe to show: no userinfo. */
export function redirectTarget({ outcome, answer, call }: Reply, base: URL): string | null {
  if (!('status' in outcome) || !isRedirect(outcome.status)) return null;
  const location = answer?.headers.find(([name]) => name.toLowerCase() === 'location')?.[1] ?? '';
  const from = (call.url ?? base).href;
  return location !== '' && URL.canParse(location, from) ? withoutUserinfo(new URL(location, from).href) : null;
}

function isTelling({ outcome }: Reply): boolean {
  return 'status' in outcome && (TELLING.has(outcome.status) || isRedirect(outcome.status));
}

function isRedirect(status: number): boolean {
  return status >= 300 && status <= 399;
}

const START_IT = 'Start the handler, or correct the address.';

/** Where core speaks of a session's options. */
const BY_ERROR: Readonly<Partial<Record<HandlerError, string>>> = {
  refused: `Nothing listens there. ${START_IT}`,
  dns: 'Correct the host in the address.',
};

const BY_STATUS: ReadonlyMap<number, string> = new Map([
  [401, 'The handler wants credentials. Put them into the address: http://user:password@localhost:3000/path.'],
  [404, 'No route answers here. Check the path, and that the route takes POST.'],
]);
