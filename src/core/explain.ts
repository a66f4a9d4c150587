/**
 * Why Upgates concludes what it concludes, in words, and what to do about it.
 * In: the judgement with what the handler did, what left us and who chose it. Out: `why` and `hint` of a record.
 */
import { adviseOn, adviseOnStatus, describeStatus, type AdviceContext } from './advice.ts';
import { HOUR, MINUTE, type Millis } from './instant.ts';
import { isSettled, type Answer, type HandlerOutcome, type SeenByShop } from './outcome.ts';
import type { PolicyName } from './record.ts';
import type { Rules, Verdict } from './rules.ts';
import type { Judgement, Reason } from './verdict.ts';

export interface Attempted {
  readonly judgement: Judgement;
  readonly handler: HandlerOutcome | null;
  /** Null where no listener took part: the handler's answer is what the shop got. */
  readonly answer: Answer | null;
  /** What the way to the shop made of a broken answer; the same where there is none. */
  readonly seenAs?: SeenByShop;
  readonly policy: PolicyName | null;
  readonly fault: string | null;
  readonly rules: Rules;
}

export interface Explanation {
  readonly why: string;
  readonly hint: string | null;
}

export function explain(attempted: Attempted, context: AdviceContext = {}): Explanation {
  const sentences = [cause(attempted), theWay(attempted), consequence(attempted)];
  return { why: sentences.filter((text) => text !== '').join(' '), hint: hintFor(attempted, context) };
}

/** First: what happened. */
function cause(attempted: Attempted): string {
  const { handler, answer, policy, fault, rules } = attempted;
  const theirs = handler === null ? '' : `${handlerPart(handler, rules)} `;
  if (answer === null) return handler === null ? 'Nothing was called.' : theirs.trimEnd();
  if (fault !== null) return `${theirs}The fault ${fault} was at work: ${ourPart(answer, attempted)}.`;
  if (policy === 'capture') return 'The call was stored and answered 204; no handler is set.';
  if (policy === 'ack') return 'We answered 204 at once and call your handler in the background.';
  if (handler !== null && !isOurOwnAnswer(handler, answer)) return theirs.trimEnd();
  const inPlace = handler !== null && 'status' in answer ? ' in its place' : '';
  return `${theirs}${capitalised(ourPart(answer, attempted))}${inPlace}.`;
}

/** Then: that an answer which left us in time still came too late. */
function theWay({ judgement, answer, rules }: Attempted): string {
  const leftInTime = answer !== null && 'status' in answer && answer.ms < rules.limit;
  return leftInTime && judgement.reason.kind === 'limit-passed'
    ? `The way to the shop took it over the limit of ${rules.limit} ms.`
    : '';
}

function isOurOwnAnswer(handler: HandlerOutcome, answer: Answer): boolean {
  return !('status' in handler && 'status' in answer && handler.status === answer.status);
}

function handlerPart(handler: HandlerOutcome, rules: Rules): string {
  if ('status' in handler) {
    return `Your handler answered ${describeStatus(handler.status)}${lateness(handler.ms, rules)}.`;
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

/** What left us, as the rest of a sentence; where no listener took part, what the fault made of the handler's answer. */
function ourPart(answer: Answer, { rules, policy, seenAs = 'same' }: Attempted): string {
  if (seenAs === 'hang') return 'the tunnel says nothing of a broken connection, so the shop got no answer';
  if (typeof seenAs === 'object')
    return `the connection broke, and the tunnel answered ${describeStatus(seenAs.status)} in our place`;
  const told = policy === null ? 'the shop got' : 'we answered';
  if ('status' in answer) return `${told} ${describeStatus(answer.status)}${lateness(answer.ms, rules)}`;
  switch (answer.connection) {
    case 'hang':
      return 'the shop got no answer';
    case 'caller-gone':
      return 'the caller left before our answer';
    case 'reset':
    case 'empty':
    case 'truncate':
      return 'the shop saw the connection break before a whole answer';
    case 'drip':
      return 'the shop got an answer too slow to be whole in time';
    case 'garbage':
      return 'the shop got something that is no HTTP';
  }
}

function lateness(ms: Millis, { limit }: Rules): string {
  return ms >= limit ? ` after ${Math.round(ms)} ms, over the limit of ${limit} ms` : '';
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** At last: what it means at Upgates. */
function consequence({ judgement, rules }: Attempted): string {
  return consequenceOf(judgement, rules) + (judgement.sure ? '' : ` ${doubt(judgement)}`);
}

function doubt({ reason }: Judgement): string {
  return reason.kind === 'caller-gone'
    ? 'Not sure: why it left before the limit is not known.'
    : 'Not sure: the shop may have seen it otherwise, as the time was close to the limit or the tunnel changed the answer.';
}

/** What Upgates does now, in one sentence. */
export function consequenceOf({ verdict, reason, standing }: Judgement, rules: Rules): string {
  const inferred = standing === 'inferred' ? ' (inferred)' : '';
  switch (verdict) {
    case 'delivered':
      return 'Upgates counts it as delivered.';
    case 'timed-out':
      return `Upgates stops waiting, counts it as delivered and never sends it again${inferred}.`;
    case 'repeats':
      return `${wrongBecause(reason)}: Upgates sends it again ${howLong(rules)}${inferred}.`;
  }
}

function wrongBecause({ kind }: Reason): string {
  switch (kind) {
    case 'right-answer':
    case 'wrong-answer':
      return 'Only 200 and 204 are right answers';
    case 'broken':
      return 'A broken answer is a wrong one';
    case 'limit-passed':
    case 'caller-gone':
      return 'Under these rules a passed limit is a wrong answer';
  }
}

function howLong({ interval, givesUpAfter }: Rules): string {
  const every = `every ${interval / MINUTE} minutes until a right answer comes`;
  return givesUpAfter === null ? every : `${every}, for ${givesUpAfter / HOUR} hours at most`;
}

function hintFor(attempted: Attempted, context: AdviceContext): string | null {
  const { handler, answer, policy, rules } = attempted;
  // Under `ack` a handler that is still at work is what was asked for.
  if (policy === 'ack' && handler !== null && !isSettled(handler)) return null;
  if (handler !== null) return adviseOn(handler, rules, context);
  if (policy === 'capture') return 'Give a handler with --forward 3000 to have the calls passed on.';
  return answer !== null && 'status' in answer ? adviseOnStatus(answer.status, context) : null;
}

/** Whether our answer saved an event that Upgates would have counted as delivered. */
export function isRescued(verdict: Verdict, withoutUs: Verdict | null): boolean {
  return verdict === 'repeats' && withoutUs === 'timed-out';
}
