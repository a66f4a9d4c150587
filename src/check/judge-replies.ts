/**
 * From answers to what a check says: passed, or failed with what came, what it means at Upgates and what to do.
 * In: the replies of a check. Out: its finding. Verdicts are core's; here they only get their words.
 */
import { describeStatus } from '../core/advice.ts';
import { consequenceOf } from '../core/explain.ts';
import type { Rules } from '../core/rules.ts';
import type { HandlerError } from '../core/outcome.ts';
import type { Check, Judged } from './check.ts';
import { hintFor } from './hint.ts';
import { goodCall, type Reply, type Shop } from './shop.ts';

/** What is said whatever comes. */
export interface Asked {
  readonly check: Pick<Check, 'name' | 'meaning' | 'todo'>;
  readonly sent: string;
}

export function isRight({ judgement }: Reply): boolean {
  return judgement.verdict === 'delivered';
}

/** Every one of them must be a right answer in time. */
export function judgeRight({ check, sent }: Asked, replies: readonly Reply[], { rules }: Shop): Judged {
  const told = { sent, expected: rightAnswer(rules, replies.length) };
  const wrong = replies.filter((reply) => !isRight(reply));
  const [first] = wrong;
  if (first === undefined) return passed({ ...told, got: summaryOf(replies) });
  const others = replies.length === 1 ? '' : `, ${wrong.length} of ${replies.length} calls wrong${namesOf(wrong)}`;
  return {
    status: 'failed',
    ...told,
    got: replyWords(first) + others,
    meaning: `${consequenceOf(first.judgement, rules)}${addition(check.meaning)}`,
    hint: hintFor(check, first, rules),
  };
}

/** Must be refused with any 4xx in time, and the next good call accepted. */
export async function judgeRejected({ check, sent }: Asked, reply: Reply, shop: Shop): Promise<Judged> {
  const told = { sent, expected: `any 4xx within ${shop.rules.limit} ms, and the next good call accepted` };
  const next = await shop.call(goodCall(shop));
  if (!isRejection(reply, shop.rules)) {
    const meaning = `${check.meaning}${isRight(reply) ? '' : ` ${consequenceOf(reply.judgement, shop.rules)}`}`;
    const hint = isRight(reply) ? check.todo : hintFor(check, reply, shop.rules);
    return { status: 'failed', ...told, got: replyWords(reply), meaning, hint };
  }
  if (isRight(next)) return passed({ ...told, got: replyWords(reply) });
  return afterwards({ check, sent }, { next, expected: told.expected, before: replyWords(reply) }, shop);
}

interface Afterwards {
  readonly next: Reply;
  readonly expected: string;
  /** What came before the good call. */
  readonly before: string;
}

/** The good call after something nasty was not accepted. */
export function afterwards({ check, sent }: Asked, { next, expected, before }: Afterwards, { rules }: Shop): Judged {
  return {
    status: 'failed',
    sent,
    expected,
    got: `${before}, then the next good call: ${replyWords(next)}`,
    meaning: `${consequenceOf(next.judgement, rules)}${addition(check.meaning)}`,
    hint: hintFor(check, next, rules),
  };
}

export function passed({ sent, expected, got }: Readonly<Record<'sent' | 'expected' | 'got', string>>): Judged {
  return { status: 'passed', sent, expected, got, meaning: null, hint: null };
}

export function rightAnswer({ rightStatuses, limit }: Rules, calls = 1): string {
  return `${rightStatuses.join(' or ')} within ${limit} ms${calls === 1 ? '' : ', each of them'}`;
}

function isRejection({ outcome }: Reply, { limit }: Rules): boolean {
  return 'status' in outcome && outcome.status >= 400 && outcome.status <= 499 && outcome.ms < limit;
}

/** `204 No Content in 3 ms`; `36 right answers, the slowest in 12 ms`. */
function summaryOf(replies: readonly Reply[]): string {
  const [first] = replies;
  if (first !== undefined && replies.length === 1) return replyWords(first);
  return `${replies.length} right answers, the slowest in ${round(Math.max(...replies.map(({ outcome }) => outcome.ms)))} ms`;
}

const MOST_NAMES = 4;

/** Which calls, when that tells something. */
function namesOf(wrong: readonly Reply[]): string {
  const names = [...new Set(wrong.map(({ call }) => call.label))];
  if (names.length < 2 && wrong.length > 1) return '';
  const more = names.length > MOST_NAMES ? ' ...' : '';
  return `: ${names.slice(0, MOST_NAMES).join(', ')}${more}`;
}

/** `201 Created in 12 ms`, `the connection was refused`. */
export function replyWords({ outcome }: Pick<Reply, 'outcome'>): string {
  if ('status' in outcome) return `${describeStatus(outcome.status)} in ${round(outcome.ms)} ms`;
  return outcome.error === 'timeout' ? `no answer in ${round(outcome.ms)} ms` : ERROR_WORDS[outcome.error];
}

const ERROR_WORDS: Readonly<Record<Exclude<HandlerError, 'timeout'>, string>> = {
  refused: 'the connection was refused',
  dns: 'the name does not resolve',
  tls: 'the TLS connection failed',
  reset: 'the connection was closed before a whole answer',
  malformed: 'what came back is no HTTP answer',
  aborted: 'we hung up',
  pending: 'no answer yet',
};

function addition(text: string): string {
  return text === '' ? '' : ` ${text}`;
}

export function round(ms: number): number {
  return Math.round(ms);
}
