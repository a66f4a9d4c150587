/**
 * The shop that the checks play: it calls the handler as Upgates does, each call on a connection of its own, without
 * following redirects, dropped at the limit of the rules. In: one call. Out: the answer with what Upgates concludes.
 */
import type { EventDefinition } from '../core/events.ts';
import type { Millis } from '../core/instant.ts';
import { outcomeWithoutUs, type HandlerAnswer, type HandlerOutcome, type HeaderList } from '../core/outcome.ts';
import type { Rules } from '../core/rules.ts';
import { judge, type Judgement } from '../core/verdict.ts';
import { callHandler, type HandlerCall } from '../send/call-handler.ts';
import { writeBody, type Bodies } from './bodies.ts';
import type { Plan } from './check.ts';
import type { Program } from './program/program.ts';

export interface Call {
  /** For people: mostly the event's name. */
  readonly label: string;
  /** Nothing is special about it, and nothing special came before it: what every handler must take. */
  readonly isOrdinary?: true;
  readonly body: Buffer;
  readonly method?: string;
  /** In place of what the shop sends beside the body. */
  readonly headers?: HeaderList;
  readonly url?: URL;
  readonly write?: NonNullable<HandlerCall['write']>;
  /** In place of the limit of the rules. */
  readonly deadline?: Millis;
  /** We hang up when it aborts. */
  readonly hangUp?: AbortSignal;
}

export interface Reply {
  readonly call: Call;
  readonly outcome: HandlerOutcome;
  /** Null when no whole answer came. */
  readonly answer: HandlerAnswer | null;
  readonly judgement: Judgement;
}

export interface Shop {
  readonly url: URL;
  readonly rules: Rules;
  readonly plan: Plan;
  readonly bodies: Bodies;
  /** The handler, where it is ours to stop and start. */
  readonly program: Program | null;
  /** Ends the checks; every call then rejects with its reason. */
  readonly signal: AbortSignal;
  call(call: Call): Promise<Reply>;
  /** Whether there ever was an answer. */
  hasAnswered(): boolean;
  /** Whether the first ordinary call was accepted; null where there was none. */
  takesOrdinary(): boolean | null;
}

export interface ShopOptions extends Omit<Shop, 'call' | 'hasAnswered' | 'takesOrdinary'> {
  /** `-H`, added to every call. */
  readonly headers: HeaderList;
  readonly insecure: boolean;
  readonly onCall: () => void;
}

/** As the simulated shop sends them; that it names itself so is ours (the real one's headers are not documented). */
export const SHOP_HEADERS: HeaderList = [
  ['Content-Type', 'application/json'],
  ['User-Agent', 'Upgates-Simulated/1'],
  ['Accept', '*/*'],
];

export function createShop({ headers, insecure, onCall, ...shop }: ShopOptions): Shop {
  const carry = (call: Call): ReturnType<typeof callHandler> =>
    callHandler({
      url: call.url ?? shop.url,
      body: call.body,
      ...(call.method === undefined ? {} : { method: call.method }),
      ...(call.write === undefined ? {} : { write: call.write }),
      received: call.headers ?? SHOP_HEADERS,
      added: headers,
      insecure,
      deadline: call.deadline ?? shop.rules.limit,
      signal: call.hangUp === undefined ? shop.signal : AbortSignal.any([shop.signal, call.hangUp]),
    });
  let hasAnswered = false;
  let takesOrdinary: boolean | null = null;
  return {
    ...shop,
    hasAnswered: () => hasAnswered,
    takesOrdinary: () => takesOrdinary,
    async call(call) {
      shop.signal.throwIfAborted();
      const { outcome, answer } = await carry(call);
      shop.signal.throwIfAborted();
      onCall();
      const judgement = judgeReply(outcome, shop.rules);
      hasAnswered ||= 'status' in outcome;
      if (call.isOrdinary) takesOrdinary ??= judgement.verdict === 'delivered';
      return { call, outcome, answer, judgement };
    },
  };
}

function judgeReply(outcome: HandlerOutcome, rules: Rules): Judgement {
  // What we dropped ourselves is judged by nobody; the check that did so looks at the next call.
  return judge(outcomeWithoutUs(outcome) ?? { kind: 'caller-gone', ms: outcome.ms }, rules);
}

/** One new record of this event. */
export function ordinaryCall({ bodies }: Pick<Shop, 'bodies'>, event: EventDefinition): Call {
  return { label: event.name, isOrdinary: true, body: writeBody(event, bodies.records(event)) };
}

/** A good call, as a shop would make it next. */
export function goodCall({ bodies, plan }: Pick<Shop, 'bodies' | 'plan'>): Call {
  const event = firstEvent(plan);
  return { label: event.name, body: writeBody(event, bodies.records(event)) };
}

/** The one event for checks that need only one. */
export function firstEvent({ sample, all }: Plan): EventDefinition {
  const event = sample[0] ?? all[0];
  if (event === undefined) throw new Error('a plan without events');
  return event;
}

/** Sends them one after the other. */
export async function callEach(shop: Shop, calls: readonly Call[]): Promise<readonly Reply[]> {
  const replies: Reply[] = [];
  for (const call of calls) {
    replies.push(await shop.call(call));
    if (isHopeless(replies)) break;
  }
  return replies;
}

/** A handler that has been silent so often in a row will be so for the rest; each would take a whole second. */
const PATIENCE = 3;

function isHopeless(replies: readonly Reply[]): boolean {
  const last = replies.slice(-PATIENCE);
  return last.length === PATIENCE && last.every(({ outcome }) => 'error' in outcome);
}
