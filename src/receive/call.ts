/**
 * The story of one admitted call: read, kept, forwarded, answered, told.
 * `keep` and `forward` are given; the policy decides whether the answer waits for the handler.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Instant, Millis } from '../core/instant.ts';
import type { Answer, HeaderList } from '../core/outcome.ts';
import type { PolicyName } from '../core/record.ts';
import type { Endpoint } from './admission.ts';
import { writeBare, writeReply } from './answer.ts';
import { MIRROR_PATIENCE, replyFor, type Forwarding, type Reply } from './policy.ts';
import { readBody } from './read-body.ts';

/** A call that has arrived whole. */
export interface Arrival {
  readonly at: Instant;
  readonly endpoint: Endpoint;
  readonly headers: HeaderList;
  readonly body: Buffer;
}

/** What was decided about a call when it was kept: `Kept` is the keeper's own handle on it. */
export interface Stages<Kept> {
  /** Stores the call before any answer; null refuses it with 503 and forgets it (at the end); throws when it cannot. */
  keep(arrival: Arrival, policy: PolicyName): Kept | null;
  forward(kept: Kept): Forwarding;
  /** Told once for each kept call, when the answer is complete or the limit has passed. */
  answered(kept: Kept, answer: Answer): void;
}

/** The rules of the moment; they may change between two calls. */
export interface Terms {
  readonly policy: PolicyName;
  /** From the first byte of the request until we must answer for the handler. */
  readonly budget: Millis;
  /** The profile's limit. */
  readonly limit: Millis;
}

export interface Call<Kept> {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly endpoint: Endpoint;
  readonly at: Instant;
  /** The same moment on the monotonic clock. */
  readonly arrivedAt: Millis;
  readonly terms: Terms;
  readonly stages: Stages<Kept>;
  readonly hurry: AbortSignal;
  /** Trouble of ours that the developer must see: code and text. */
  readonly notice: (code: string, text: string) => void;
}

/** A request must be here within this time; the shop itself waits one to three seconds. */
const BODY_DEADLINE: Millis = 10_000;

export async function serveCall<Kept>(call: Call<Kept>): Promise<void> {
  const elapsed = (): Millis => performance.now() - call.arrivedAt;
  const reading = await readBody(call.request, BODY_DEADLINE);
  if (reading.kind === 'cut') return void call.response.destroy();
  if (reading.kind === 'too-long') return refuseTooLong(call);
  const kept = keep(call, reading.body);
  if (kept === null) return writeBare(call.response, 503);
  await answerKept(call, kept.value, elapsed);
}

function refuseTooLong<Kept>(call: Call<Kept>): void {
  call.notice('body-too-long', 'A call had a body of more than 16 MiB; it was answered 413 and not kept.');
  writeBare(call.response, 413);
}

/** The first write. A store that fails means 503 under every policy, never a 200. */
function keep<Kept>(call: Call<Kept>, body: Buffer): { readonly value: Kept } | null {
  const arrival: Arrival = { at: call.at, endpoint: call.endpoint, headers: pairs(call.request.rawHeaders), body };
  try {
    const value = call.stages.keep(arrival, call.terms.policy);
    return value === null ? null : { value };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    call.notice('store-failed', `A call could not be stored, so it was answered 503 and comes again: ${reason}`);
    return null;
  }
}

async function answerKept<Kept>(call: Call<Kept>, kept: Kept, elapsed: () => Millis): Promise<void> {
  const { terms, stages, response } = call;
  const tell = tellOnce((answer) => stages.answered(kept, answer));
  const limit = setTimeout(() => tell({ connection: 'hang', ms: terms.limit }), Math.max(0, terms.limit - elapsed()));
  const gone = (): void => {
    if (!response.writableEnded) tell(leftAt(elapsed(), terms));
  };
  response.once('close', gone);
  const reply = await replyFor({
    policy: terms.policy,
    forwarding: stages.forward(kept),
    budget: terms.budget - elapsed(),
    patience: terms.limit + MIRROR_PATIENCE - elapsed(),
    hurry: call.hurry,
  });
  response.off('close', gone);
  const written = await writeReply(response, reply);
  clearTimeout(limit);
  tell(answerOf(reply, written === 'sent', elapsed()));
}

/** Who leaves when no budget is left has reached its own limit, which began before we saw the first byte. */
function leftAt(ms: Millis, terms: Terms): Answer {
  return { connection: ms >= terms.budget ? 'hang' : 'caller-gone', ms };
}

function answerOf(reply: Reply, isSent: boolean, ms: Millis): Answer {
  if (reply.kind === 'nothing') return { connection: 'hang', ms };
  return isSent ? { status: reply.status, ms } : { connection: 'caller-gone', ms };
}

function tellOnce(tell: (answer: Answer) => void): (answer: Answer) => void {
  let told = false;
  return (answer) => {
    if (told) return;
    told = true;
    tell(answer);
  };
}

/** Node's flat `rawHeaders` as pairs. */
function pairs(rawHeaders: readonly string[]): HeaderList {
  return rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ''] as const] : []));
}
