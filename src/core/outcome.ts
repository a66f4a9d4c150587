/**
 * What happened in one HTTP attempt, as data: seen by the shop (`Outcome`), by us when we called the handler
 * (`HandlerOutcome`), and what left us for the shop (`Answer`). The last two are the shapes of the machine output.
 */
import type { Millis } from './instant.ts';

/** Ways in which an exchange breaks before a whole answer has come. `reset` includes cut and empty answers. */
export type BrokenBy = 'refused' | 'dns' | 'tls' | 'reset' | 'malformed';

/** An attempt as the caller saw it. `ms` runs from the first byte sent to the last byte of the answer. */
export type Outcome =
  | { readonly kind: 'answered'; readonly status: number; readonly ms: Millis }
  | { readonly kind: 'broken'; readonly by: BrokenBy; readonly ms: Millis }
  /** The caller waited until its limit; `phase` is what it was waiting for. */
  | { readonly kind: 'silent'; readonly phase: 'connect' | 'answer'; readonly ms: Millis }
  /** The caller left before our answer and before its limit: why is not known. */
  | { readonly kind: 'caller-gone'; readonly ms: Millis };

/**
 * `timeout`: our own `--handler-timeout` passed. `aborted`: we dropped the call (session's end).
 * `pending`: not settled yet; its final outcome follows.
 */
export type HandlerError = BrokenBy | 'timeout' | 'aborted' | 'pending';

/** What the developer's handler did with a call. */
export type HandlerOutcome =
  { readonly status: number; readonly ms: Millis } | { readonly error: HandlerError; readonly ms: Millis };

/** Ways in which what left us was no plain answer. */
export type AnswerConnection = 'hang' | 'reset' | 'empty' | 'truncate' | 'garbage' | 'drip' | 'caller-gone';

/** What left us for the shop. */
export type Answer =
  { readonly status: number; readonly ms: Millis } | { readonly connection: AnswerConnection; readonly ms: Millis };

export function isSettled(handler: HandlerOutcome): boolean {
  return !('error' in handler && handler.error === 'pending');
}

/** The handler's outcome as the shop would have seen it, had it called the handler itself; null when that is not known. */
export function outcomeWithoutUs(handler: HandlerOutcome): Outcome | null {
  if ('status' in handler) return { kind: 'answered', status: handler.status, ms: handler.ms };
  switch (handler.error) {
    case 'pending':
    // What it would have done had we not dropped the call is not known.
    case 'aborted':
      return null;
    case 'timeout':
      return { kind: 'silent', phase: 'answer', ms: handler.ms };
    case 'refused':
    case 'dns':
    case 'tls':
    case 'reset':
    case 'malformed':
      return { kind: 'broken', by: handler.error, ms: handler.ms };
  }
}

/** What the shop saw of our answer. `shopMs` is our time plus the tunnel's. */
export function outcomeOfAnswer(answer: Answer, shopMs: Millis): Outcome {
  if ('status' in answer) return { kind: 'answered', status: answer.status, ms: shopMs };
  switch (answer.connection) {
    case 'hang':
    // Never whole in time: the shop waits until its limit.
    case 'drip':
      return { kind: 'silent', phase: 'answer', ms: shopMs };
    case 'caller-gone':
      return { kind: 'caller-gone', ms: shopMs };
    case 'reset':
    case 'empty':
    case 'truncate':
      return { kind: 'broken', by: 'reset', ms: shopMs };
    case 'garbage':
      return { kind: 'broken', by: 'malformed', ms: shopMs };
  }
}

/** Ways in which an answer of ours breaks; what becomes of it on the way differs from tunnel to tunnel. */
export type AnswerBreak = 'reset' | 'empty' | 'truncate' | 'garbage';

/** What the shop sees of a broken answer: the same, nothing until its limit, another answer, or that is not known. */
export type SeenByShop = 'same' | 'hang' | 'unknown' | { readonly status: number };

/** A way's own statement. */
export type BreaksSeen = Readonly<Record<AnswerBreak, SeenByShop>>;

/** Nothing lies between that could change an answer. */
export const SEEN_AS_SENT: BreaksSeen = { reset: 'same', empty: 'same', truncate: 'same', garbage: 'same' };

export interface AnswerSeen {
  readonly outcome: Outcome;
  /** What the way made of it; `same` for an answer that was not broken. */
  readonly as: SeenByShop;
}

export interface Distance {
  /** Our time plus the way's. */
  readonly shopMs: Millis;
  /** How long the shop waits. */
  readonly limit: Millis;
  readonly breaksSeen: BreaksSeen;
}

/** What the shop saw of our answer at the far end of a way, which may swallow a broken one or answer in its place. */
export function outcomeAtShop(answer: Answer, { shopMs, limit, breaksSeen }: Distance): AnswerSeen {
  const same = outcomeOfAnswer(answer, shopMs);
  const as = 'connection' in answer && isBreak(answer.connection) ? breaksSeen[answer.connection] : 'same';
  if (as === 'same' || as === 'unknown') return { outcome: same, as };
  if (as === 'hang') return { outcome: { kind: 'silent', phase: 'answer', ms: Math.max(shopMs, limit) }, as };
  return { outcome: { kind: 'answered', status: as.status, ms: shopMs }, as };
}

function isBreak(connection: AnswerConnection): connection is AnswerBreak {
  return ['reset', 'empty', 'truncate', 'garbage'].includes(connection);
}

/** Names and values in the order they came, case and repeats kept. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** What the handler sent back, as far as it is kept. */
export interface HandlerAnswer {
  readonly headers: HeaderList;
  readonly body: Uint8Array;
}

export interface HandlerResult {
  readonly outcome: HandlerOutcome;
  /** Null when no whole answer came. */
  readonly answer: HandlerAnswer | null;
}
