/**
 * The story of one admitted call: read, kept, forwarded, answered, told.
 * `keep` and `forward` are given; the policy decides whether the answer waits for the handler.
 */
import type { Instant, Millis } from '../core/instant.ts';
import type { Answer, AnswerConnection, HeaderList } from '../core/outcome.ts';
import type { PolicyName } from '../core/record.ts';
import type { Chosen } from '../faults/fault.ts';
import type { PlainReply } from '../faults/reply.ts';
import { spoil } from '../faults/spoil.ts';
import type { Endpoint } from './admission.ts';
import { begin, type Begun } from './begin.ts';
import { plainReply, writeReply } from './answer.ts';
import type { Visit } from './line.ts';
import { MIRROR_PATIENCE, replyFor, type Forwarding, type Reply } from './policy.ts';
import { isTooLong, readBody, type BodyReading } from './read-body.ts';
import { writeBare } from './refusal.ts';
import type { Turns } from './turns.ts';

/** A call that has arrived whole. */
export interface Arrival {
  readonly at: Instant;
  readonly endpoint: Endpoint;
  readonly headers: HeaderList;
  readonly body: Buffer;
  /** All connections of the tunnel were taken: our times count from then, and may be longer than the shop's. */
  readonly mayHaveWaited: boolean;
}

/** What was decided about a call when it was kept: `Kept` is the keeper's own handle on it. */
export interface Stages<Kept> {
  /**
   * Stores the call before any answer; null refuses it with 503 and forgets it (at the end); throws when it cannot. It is
   * stored when `ending` is told so, in this turn of the event loop or at its end.
   */
  keep(arrival: Arrival, policy: PolicyName, ending: KeepEnding): Kept | null;
  /** What `keep` took was not stored after all. */
  lost(kept: Kept): void;
  /** The fault that is at work on its answer, null: none. Asked once, when it has been kept. */
  faultFor(kept: Kept): Chosen | null;
  /** Throws when the call cannot be put where it has to wait; it is then answered 503. */
  forward(kept: Kept): Forwarding;
  /**
   * Told once for each kept call, when the answer is complete or the limit has passed. How the handler stands at that
   * moment belongs to it, so it is told at once; the work that can wait is returned and done when nobody waits for an
   * answer.
   */
  answered(kept: Kept, answer: Answer): () => void;
}

/** The rules of the moment; they may change between two calls. */
export interface Terms {
  readonly policy: PolicyName;
  /** From the first byte of the request until we must answer for the handler. */
  readonly budget: Millis;
  /** The profile's limit. */
  readonly limit: Millis;
}

/** Exactly one is called, once. */
export interface KeepEnding {
  readonly committed: () => void;
  readonly undone: (error: unknown) => void;
}

export interface Call<Kept> {
  readonly visit: Visit;
  readonly endpoint: Endpoint;
  readonly at: Instant;
  readonly terms: Terms;
  readonly stages: Stages<Kept>;
  readonly turns: Turns;
  /** The whole body must be here this long after the first byte of the request. */
  readonly bodyDeadline: Millis;
  /** The caller waits for `100 Continue` before it sends the body. */
  readonly expectsContinue: boolean;
  readonly mayHaveWaited: boolean;
  /** How much before the end of the budget an answer must be chosen to leave in time, as busy as we are now. */
  readonly haste: () => Millis;
  readonly hurry: AbortSignal;
  /** The answer is out or the caller has gone: the connection is free for another. */
  readonly freed: () => void;
  /** Trouble of ours that the developer must see: code and text. */
  readonly notice: (code: string, text: string) => void;
}

/** A caller that does not take its answer in this time has gone. */
const ANSWER_DEADLINE: Millis = 10_000;

/** Resolves when all is told. Rejects when a stage fails in a way of which it did not warn. */
export async function serveCall<Kept>(call: Call<Kept>): Promise<void> {
  const { visit, turns } = call;
  const elapsed = (): Millis => performance.now() - visit.arrivedAt;
  const reading = await readCall(call, elapsed);
  if (reading.kind !== 'whole') return refuse(call, reading.kind);
  const begun = await turns.first(() => begin(call, reading.body));
  if (begun === null) return writeBare(visit.response, 503);
  await answerKept(call, begun, elapsed);
}

async function readCall<Kept>(call: Call<Kept>, elapsed: () => Millis): Promise<BodyReading> {
  const { visit, expectsContinue, bodyDeadline } = call;
  if (isTooLong(visit.request)) return { kind: 'too-long' };
  if (expectsContinue) visit.response.writeContinue();
  return readBody(visit, bodyDeadline - elapsed());
}

const REFUSALS = { 'too-long': 413, 'too-slow': 408, garbled: 400 } as const;

const INCOMPLETE = {
  'too-slow': 'its body did not come in time',
  garbled: 'its body was no valid HTTP',
  cut: 'the caller left in the middle of its body',
} as const;

/** Nothing of it is kept and there is no attempt; the developer learns that there was a call. */
function refuse<Kept>({ visit, endpoint, notice }: Call<Kept>, why: Exclude<BodyReading['kind'], 'whole'>): void {
  if (why === 'too-long') {
    notice('body-too-long', 'A call had a body of more than 16 MiB; it was answered 413 and not kept.');
  } else {
    notice('call-incomplete', `A call of ${endpoint.event} was not kept: ${INCOMPLETE[why]}.`);
  }
  if (why === 'cut') visit.response.destroy();
  else writeBare(visit.response, REFUSALS[why]);
}

async function answerKept<Kept>(
  call: Call<Kept>,
  { kept, fault, forwarding, stored }: Begun<Kept>,
  elapsed: () => Millis,
): Promise<void> {
  const { terms, stages, visit, turns } = call;
  const telling = createTelling((answer) => turns.afterwards(stages.answered(kept, answer)));
  let unanswered: 'hang' | 'drip' = 'hang';
  const limit = setTimeout(
    () => telling.tell({ connection: unanswered, ms: terms.limit }),
    Math.max(0, terms.limit - elapsed()),
  );
  const callOff = visit.whenGone(() => {
    call.freed();
    telling.tell(fault === null ? leftAt(elapsed(), terms) : { connection: 'hang', ms: elapsed() });
  });
  const replying = replyFor({
    policy: terms.policy,
    forwarding,
    budget: terms.budget - elapsed(),
    haste: call.haste,
    patience: terms.limit + MIRROR_PATIENCE - elapsed(),
    hurry: call.hurry,
  });
  const isStored = await stored;
  const reply = isStored ? await replying : null;
  callOff();
  if (reply === null) {
    clearTimeout(limit);
    return writeBare(visit.response, 503);
  }
  const answer = await answerWith({ call, reply, fault, begun: () => (unanswered = 'drip') });
  clearTimeout(limit);
  call.freed();
  telling.tell({ ...answer, ms: elapsed() });
  await telling.told();
}

/** Who leaves when no budget is left has reached its own limit, which began before we saw the first byte. */
function leftAt(ms: Millis, terms: Terms): Answer {
  return { connection: ms >= terms.budget ? 'hang' : 'caller-gone', ms };
}

interface Answering<Kept> {
  readonly call: Call<Kept>;
  readonly reply: Reply;
  readonly fault: Chosen | null;
  /** A fault that takes its time has put its first byte on the wire. */
  readonly begun: () => void;
}

type Left = { readonly status: number } | { readonly connection: AnswerConnection };

/** A fault acts last, on what the policy chose; where that is nothing, there is nothing to spoil. */
async function answerWith<Kept>({ call, reply, fault, begun }: Answering<Kept>): Promise<Left> {
  const { visit, hurry } = call;
  if (fault === null || reply.kind === 'nothing') {
    return leftOf(reply, (await writeReply(visit, reply, ANSWER_DEADLINE)) === 'sent');
  }
  const write = async ({ status, headers, body }: PlainReply): Promise<boolean> => {
    const whole: Reply = { kind: 'handlers', status, answer: { headers, body } };
    return (await writeReply(visit, whole, ANSWER_DEADLINE)) === 'sent';
  };
  return spoil({ caller: visit, chosen: fault, reply: plainReply(reply), write, signal: hurry, begun });
}

function leftOf(reply: Reply, isSent: boolean): Left {
  if (reply.kind === 'nothing') return { connection: 'hang' };
  return isSent ? { status: reply.status } : { connection: 'caller-gone' };
}

interface Telling {
  /** The first telling counts. */
  tell(answer: Answer): void;
  told(): Promise<void>;
}

/** A failure is told to who waits for `told`: who tells is in the middle of an event, where it would end the process. */
function createTelling(act: (answer: Answer) => Promise<void>): Telling {
  let telling: Promise<void> | null = null;
  return {
    tell(answer) {
      telling ??= new Promise((resolve) => resolve(act(answer)));
      telling.catch(() => undefined);
    },
    told: () => telling ?? Promise.resolve(),
  };
}
