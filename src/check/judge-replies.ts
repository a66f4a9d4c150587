/**
 * From answers to what a check says: passed, or failed with what came, what it means at Upgates and what to do.
 * In: the replies of a check. Out: its finding. Verdicts are core's; here they only get their words.
 */
import { describeStatus } from '../core/advice.ts';
import { consequenceOf } from '../core/explain.ts';
import type { Rules } from '../core/rules.ts';
import type { HandlerError } from '../core/outcome.ts';
import type { Check, Judged } from './check.ts';
import { hintFor, recognised } from './hint.ts';
import { callEach, goodCall, type Call, type Reply, type Shop } from './shop.ts';

/** What is said whatever comes. */
export interface Asked {
  readonly check: Pick<Check, 'name' | 'meaning' | 'todo'>;
  readonly sent: string;
}

export function isRight({ judgement }: Reply): boolean {
  return judgement.verdict === 'delivered';
}

/** Makes the calls one after the other; each must be answered right in time. */
export async function judgeCalls(asked: Asked, calls: readonly Call[], shop: Shop): Promise<Judged> {
  const replies = await callEach(shop, calls);
  const judged = judgeRight(asked, replies, shop);
  const left = calls.length - replies.length;
  return left === 0 ? judged : { ...judged, got: `${judged.got ?? ''}; the other ${left} were not made` };
}

/** Every one of them must be a right answer in time. */
export function judgeRight({ check, sent }: Asked, replies: readonly Reply[], shop: Shop): Judged {
  const { rules } = shop;
  const told = { sent, expected: rightAnswer(rules, replies.length) };
  const wrong = replies.filter((reply) => !isRight(reply));
  const [first] = wrong;
  if (first === undefined) return suspicious({ ...told, got: summaryOf(replies) }, replies, check.name);
  const others = replies.length === 1 ? '' : `, ${wrong.length} of ${replies.length} calls wrong${namesOf(wrong)}`;
  return {
    status: 'failed',
    ...told,
    got: answerWords(first) + others,
    meaning: meaningOf(check, first, shop),
    hint: hintFor(check, first, shop),
  };
}

/** A status that is right may come with a page that says that nothing went right. */
function suspicious(told: Told, replies: readonly Reply[], name: string): Judged {
  const hint = replies.map((reply) => recognised(reply, name)).find((text) => text !== null) ?? null;
  if (hint === null) return passed(told);
  return { status: 'warned', ...told, meaning: 'The status is right, so Upgates counts it as delivered.', hint };
}

/** Must be refused with any 4xx in time, and the next good call accepted. */
export async function judgeRejected({ check, sent }: Asked, reply: Reply, shop: Shop): Promise<Judged> {
  const told = { sent, expected: `any 4xx within ${shop.rules.limit} ms, and the next good call accepted` };
  const next = await shop.call(goodCall(shop));
  if (!isRejection(reply, shop.rules)) {
    const meaning = isRight(reply) ? check.meaning : meaningOf(check, reply, shop);
    return { status: 'failed', ...told, got: answerWords(reply), meaning, hint: hintFor(check, reply, shop) };
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
export function afterwards({ check, sent }: Asked, { next, expected, before }: Afterwards, shop: Shop): Judged {
  return {
    status: 'failed',
    sent,
    expected,
    got: `${before}, then the next good call: ${answerWords(next)}`,
    meaning: meaningOf(check, next, shop),
    // It was an ordinary call, whatever had come before it.
    hint: hintFor({ ...check, name: 'events' }, next, shop),
  };
}

type Told = Readonly<Record<'sent' | 'expected' | 'got', string>>;

export function passed({ sent, expected, got }: Told): Judged {
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

/** With the beginning of what the answer says. */
function answerWords(reply: Reply): string {
  const said = reply.answer === null ? '' : excerptOf(Buffer.from(reply.answer.body).toString('utf8'));
  return replyWords(reply) + (said === '' ? '' : `, "${said}"`);
}

const EXCERPT = 100;
/** The first words of a page stand in its first kilobytes. */
const LOOKED_AT = 4000;

/** The words of a page without its markup, cut. */
export function excerptOf(body: string): string {
  const words = body
    .slice(0, LOOKED_AT)
    .replaceAll(/<(style|script|head)\b[\s\S]*?<\/\1>|<[^>]*>/gi, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return words.length > EXCERPT ? `${words.slice(0, EXCERPT)}...` : words;
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

/** What Upgates does, and why that matters. */
function meaningOf({ meaning }: Asked['check'], { judgement }: Reply, { rules }: Shop): string {
  return [consequenceOf(judgement, rules), meaning].filter((text) => text !== '').join(' ');
}

export function round(ms: number): number {
  return Math.round(ms);
}
