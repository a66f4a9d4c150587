/**
 * What becomes of a call: kept, linked to its delivery, forwarded, judged, told.
 * The listener calls these stages; history and the handler are behind them; records flow out of `emit`.
 */
import { NOT_ACCEPTED } from '../../core/chain.ts';
import { isoUtc, type Instant } from '../../core/instant.ts';
import { withoutUserinfo } from '../../core/masking.ts';
import { isSettled, type Answer, type HandlerAnswer, type HandlerResult, type HeaderList } from '../../core/outcome.ts';
import type { Origin, PolicyName, SessionRecord } from '../../core/record.ts';
import type { Rules } from '../../core/rules.ts';
import type { Chosen } from '../../faults/fault.ts';
import type { FaultSet } from '../../faults/fault-set.ts';
import type { Arrival, Stages } from '../../receive/call.ts';
import type { Forwarding } from '../../receive/policy.ts';
import type { History } from '../../store/history.ts';
import type { Background } from './background.ts';
import type { Chains } from './chains.ts';
import { conclude, rounded, verdictWithoutUs, type Conclusion, type WayToShop } from './conclude.ts';
import type { Handlers } from './handlers.ts';
import type { KeptCall } from './kept-call.ts';
import { createLinking, type Recognised } from './linking.ts';
import type { Pace } from './pace.ts';
import { isAccepted, settledFields } from './settling.ts';
import type { Works } from './works.ts';

export interface IntakeOptions {
  readonly now: () => Instant;
  readonly rules: Rules;
  readonly pace: Pace;
  readonly faults: FaultSet;
  readonly history: History;
  readonly handlers: Handlers;
  readonly works: Works;
  readonly chains: Chains;
  readonly background: Background;
  readonly webhookOf: (event: string) => number | null;
  readonly way: () => WayToShop;
  /** Whether a call that came at `at` may have waited on the way. */
  readonly isDoubtful: (at: Instant) => boolean;
  readonly emit: (record: SessionRecord) => void;
  /** True when no further delivery is taken. */
  readonly isFull: () => boolean;
  /** A new delivery has been kept. */
  readonly onAdmitted: () => void;
}

/** The latest call of each delivery that is not told yet: on a fast clock a repeat may come before the call it repeats is over. */
type Latest = Map<string, KeptCall>;

interface Intake extends IntakeOptions {
  readonly latest: Latest;
}

export function createIntake(given: IntakeOptions): Stages<KeptCall> {
  const options: Intake = { ...given, latest: new Map() };
  const recognise = createLinking(options);
  return {
    keep: (arrival, policy) => keep({ arrival, policy, recognised: recognise(arrival) }, options),
    faultFor: (call) => chooseFault(call, options),
    forward: (call) => forward(call, options),
    answered: (call, answer) => answered(call, answer, options),
  };
}

interface Keeping {
  readonly arrival: Arrival;
  readonly policy: PolicyName;
  readonly recognised: Recognised;
}

function keep({ arrival, policy: given, recognised }: Keeping, options: Intake): KeptCall | null {
  const { event } = arrival.endpoint;
  const { link, identity, key, sha256, webhook } = recognised;
  if (link.kind === 'new' && options.isFull()) return null;
  const target = options.handlers.targetFor(event);
  const policy = target === null ? 'capture' : given;
  const origin: Origin = 'shop';
  const url = target === null ? null : withoutUserinfo(target.url.href);
  const known = {
    at: arrival.at,
    event,
    origin,
    url,
    policy,
    key,
    sha256,
    webhook,
  };
  const { body, headers } = arrival;
  const kept = options.history.received({
    ...known,
    identity,
    body,
    headers: withoutCredentials(headers),
    rules: options.rules.name,
    link,
    replayOf: null,
  });
  options.chains.settle(kept.delivery);
  if (link.kind === 'new') options.onAdmitted();
  const linked = link.kind === 'new' ? null : { sure: link.sure, notice: link.notice };
  const { delivery, number } = kept;
  const call: KeptCall = {
    ...known,
    id: kept.attempt,
    delivery,
    number,
    linked,
    bytes: body.length,
    identity,
    body,
    headers,
    isDoubtful: options.isDoubtful(arrival.at),
    mayHaveWaited: arrival.mayHaveWaited,
    work: null,
    fault: null,
  };
  options.latest.set(delivery, call);
  tellOfDoubt(call, options.emit);
  return call;
}

/** A link that tells on our own answer is said aloud: what we took for settled was not. */
function tellOfDoubt({ event, key, at, linked }: KeptCall, emit: IntakeOptions['emit']): void {
  if (linked?.notice !== NOT_ACCEPTED) return;
  const text = `${`${event} ${key}`.trim()}: ${NOT_ACCEPTED}`;
  emit({ kind: 'notice', at: isoUtc(at), level: 'warning', code: 'answer-not-accepted', text });
}

/** Only our own `Authorization` is masked before storing. */
function withoutCredentials(headers: HeaderList): HeaderList {
  return headers.map(([name, value]) => (name.toLowerCase() === 'authorization' ? [name, '…'] : [name, value]));
}

function chooseFault(call: KeptCall, { faults }: IntakeOptions): Chosen | null {
  const chosen = faults.choose({ ...call, attempt: call.number });
  call.fault = chosen?.label ?? null;
  return chosen;
}

function forward(call: KeptCall, options: IntakeOptions): Forwarding {
  const { handlers, works, background } = options;
  if (handlers.targetFor(call.event) === null) return { kind: 'none' };
  if (call.policy === 'ack') {
    const work = background.take(call);
    call.work = work;
    return { kind: 'working', result: work.result };
  }
  if (call.policy === 'rescue' && works.takeDone(call.delivery)) return { kind: 'done' };
  const joined = call.policy === 'rescue' ? works.underWay(call.delivery) : null;
  const work = joined ?? works.start(call.delivery, () => handlers.call(call));
  call.work = work;
  return { kind: 'working', result: work.result };
}

/**
 * How the handler stands at this moment is part of the answer's record; the second write and the line that tells of it can
 * wait. A handler that is still at work gets a line of its own later.
 */
function answered(call: KeptCall, answer: Answer, options: Intake): () => void {
  const { rules, pace, way } = options;
  const handler = call.work?.outcome() ?? null;
  const handlerAnswer = call.work?.settled()?.answer ?? null;
  const nextAttemptAt = (at: Instant): Instant | null => pace.nextAttemptAt(at);
  const { fault } = call;
  const concluded = conclude(call, { handler, answer, rules, fault, way: way(), nextAttemptAt });
  return () => tell(call, { concluded, handlerAnswer }, options);
}

interface Answered {
  readonly concluded: Conclusion;
  readonly handlerAnswer: HandlerAnswer | null;
}

function tell(call: KeptCall, { concluded, handlerAnswer }: Answered, options: Intake): void {
  const { pace, history, chains, emit, now, latest } = options;
  const { record } = concluded;
  const wasRepeated = record.verdict === 'repeats';
  history.settled({ ...settledFields(concluded), at: now(), handlerAnswer });
  const isLatest = latest.get(call.delivery) === call;
  if (isLatest) latest.delete(call.delivery);
  if (wasRepeated && isLatest) chains.expect(call.delivery, { dueAt: concluded.nextAttemptAt, grace: pace.grace() });
  emit(record);
  if (record.handler !== null && !isSettled(record.handler)) {
    void call.work?.result.then((result) => settledLate(call, result, { ...options, wasRepeated }));
  }
}

function settledLate(call: KeptCall, result: HandlerResult, options: IntakeOptions & { wasRepeated: boolean }): void {
  const { history, rules, now, emit, works } = options;
  const withoutUs = verdictWithoutUs(result.outcome, rules);
  const handler = rounded(result.outcome);
  history.handlerSettled({ attempt: call.id, handler, handlerAnswer: result.answer, withoutUs });
  if (call.policy === 'rescue' && options.wasRepeated && isAccepted(result, rules)) works.markDone(call.delivery);
  emit({ kind: 'handler', at: isoUtc(now()), attempt: call.id, delivery: call.delivery, handler, withoutUs });
}
