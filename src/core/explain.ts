/**
 * Why Upgates concludes what it concludes, in words, and what to do about it.
 * In: the judgement with what the handler did, what left us and who chose it. Out: `why` and `hint` of a record.
 */
import { adviseOn, adviseOnStatus, describeStatus, type AdviceContext } from './advice.ts';
import type { Answer, HandlerOutcome } from './outcome.ts';
import type { PolicyName } from './record.ts';
import type { Rules, Verdict } from './rules.ts';
import type { Judgement } from './verdict.ts';

export interface Attempted {
  readonly judgement: Judgement;
  readonly handler: HandlerOutcome | null;
  /** Null where no listener took part: the handler's answer is what the shop got. */
  readonly answer: Answer | null;
  readonly policy: PolicyName | null;
  readonly fault: string | null;
  readonly rules: Rules;
}

export interface Explanation {
  readonly why: string;
  readonly hint: string | null;
}

export function explain(attempted: Attempted, context: AdviceContext = {}): Explanation {
  return { why: `${cause(attempted)} ${consequence(attempted)}`, hint: hintFor(attempted, context) };
}

/** The first sentence: what happened. */
function cause(attempted: Attempted): string {
  const { handler, answer, policy, fault } = attempted;
  if (fault !== null) return `The fault ${fault} spoiled the answer; ${ourPart(attempted)}`;
  if (answer === null) return handler === null ? 'Nothing was called.' : handlerPart(handler, attempted.rules);
  if (policy === 'capture') return 'The call was stored and answered 204; no handler is set.';
  if (policy === 'ack') return 'We answered 204 at once and call the handler in the background.';
  if (handler === null) return ourPart(attempted);
  return isOurOwnAnswer(handler, answer)
    ? `${handlerPart(handler, attempted.rules)} ${ourPart(attempted)}`
    : handlerPart(handler, attempted.rules);
}

function isOurOwnAnswer(handler: HandlerOutcome, answer: Answer): boolean {
  return !('status' in handler && 'status' in answer && handler.status === answer.status);
}

function handlerPart(handler: HandlerOutcome, rules: Rules): string {
  if ('status' in handler) {
    const late =
      handler.ms >= rules.limit ? ` after ${Math.round(handler.ms)} ms, over the limit of ${rules.limit} ms` : '';
    return `Your handler answered ${describeStatus(handler.status)}${late}.`;
  }
  switch (handler.error) {
    case 'refused':
      return 'Your handler refused the connection.';
    case 'dns':
      return "Your handler's name could not be resolved.";
    case 'tls':
      return 'The TLS connection to your handler failed.';
    case 'reset':
      return 'Your handler closed the connection before a whole answer.';
    case 'malformed':
      return 'What your handler sent is no valid HTTP answer.';
    case 'timeout':
      return `Your handler sent no answer in ${Math.round(handler.ms)} ms.`;
    case 'aborted':
      return `The call to your handler was dropped after ${Math.round(handler.ms)} ms.`;
    case 'pending':
      return `Your handler had not answered after ${Math.round(handler.ms)} ms.`;
  }
}

function ourPart({ answer }: Attempted): string {
  if (answer === null) return 'nothing left us.';
  if ('status' in answer) return `We answered ${describeStatus(answer.status)}.`;
  switch (answer.connection) {
    case 'hang':
      return 'The shop got no answer.';
    case 'caller-gone':
      return 'The caller left before our answer.';
    case 'reset':
    case 'empty':
    case 'truncate':
    case 'drip':
      return 'The shop saw the connection break before a whole answer.';
    case 'garbage':
      return 'The shop got something that is no HTTP.';
  }
}

/** The second sentence: what it means at Upgates. */
function consequence({ judgement, rules }: Attempted): string {
  const doubt = judgement.sure ? '' : ' This is not sure: the time was close to the limit, or the caller left early.';
  return consequenceOf(judgement, rules) + doubt;
}

function consequenceOf({ verdict, reason, standing }: Judgement, rules: Rules): string {
  const minutes = rules.interval / 60_000;
  const inferred = standing === 'inferred' ? ' (inferred)' : '';
  const end = rules.givesUpAfter === null ? 'until it gets 200 or 204' : 'for at most 12 hours';
  switch (verdict) {
    case 'delivered':
      return 'Upgates counts it as delivered.';
    case 'timed-out':
      return `Upgates counts it as delivered after ${rules.limit} ms and never sends it again${inferred}.`;
    case 'repeats':
      return reason.kind === 'wrong-answer'
        ? `Only 200 and 204 are right answers: Upgates sends it again every ${minutes} minutes ${end}${inferred}.`
        : `Upgates sends it again every ${minutes} minutes ${end}${inferred}.`;
  }
}

function hintFor(attempted: Attempted, context: AdviceContext): string | null {
  const { handler, answer, policy, rules } = attempted;
  if (handler !== null) return adviseOn(handler, rules.limit, context);
  if (policy === 'capture') return 'Give a handler with --forward 3000 to have the calls passed on.';
  return answer !== null && 'status' in answer ? adviseOnStatus(answer.status, context) : null;
}

/** Three words for a list: what really happened, and what would have happened without us. */
export function isRescued(verdict: Verdict, withoutUs: Verdict | null): boolean {
  return verdict === 'repeats' && withoutUs === 'timed-out';
}
