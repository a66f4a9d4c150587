/**
 * What to do about a wrong answer: what the answer itself gives away, else what its status or its failure means for sure,
 * else the usual cause of this check's failures.
 */
import { adviseOn } from '../core/advice.ts';
import { withoutUserinfo } from '../core/masking.ts';
import type { HandlerError } from '../core/outcome.ts';
import type { Rules } from '../core/rules.ts';
import type { Check } from './check.ts';
import type { Reply } from './shop.ts';

/** Their cause lies in the status, whatever was sent. */
const TELLING: ReadonlySet<number> = new Set([201, 202, 401, 405, 413, 415, 419, 429]);

export function hintFor(check: Pick<Check, 'name' | 'todo'>, reply: Reply, rules: Rules): string {
  const { outcome } = reply;
  const own = 'error' in outcome ? BY_ERROR[outcome.error] : BY_STATUS.get(outcome.status);
  if (own !== undefined) return own;
  const advice = adviseOn(outcome, rules, { bytes: reply.call.body.length });
  const isTelling = 'status' in outcome && (TELLING.has(outcome.status) || isRedirect(outcome.status));
  return (isTelling ? advice : check.todo || advice) ?? check.todo;
}

/** Where an answer would send the caller; null when it is no redirect. Safe to show: no userinfo. */
export function redirectTarget({ outcome, answer, call }: Reply, base: URL): string | null {
  if (!('status' in outcome) || !isRedirect(outcome.status)) return null;
  const location = answer?.headers.find(([name]) => name.toLowerCase() === 'location')?.[1] ?? '';
  const from = call.url ?? base;
  return location !== '' && URL.canParse(location, from.href) ? withoutUserinfo(new URL(location, from).href) : null;
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
