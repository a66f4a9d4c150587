/**
 * What becomes of a call: kept, linked to its delivery, forwarded, judged, told.
 * The listener calls these stages; history and the handler are behind them; records flow out of `emit`.
 */
import { NOT_ACCEPTED } from '../../core/chain.ts';
import { isoUtc, type Instant } from '../../core/instant.ts';
import { isSettled, type Answer, type HandlerAnswer, type HandlerResult, type HeaderList } from '../../core/outcome.ts';
import type { Origin, PolicyName, SessionRecord } from '../../core/record.ts';
import type { Rules } from '../../core/rules.ts';
import type { Chosen } from '../../faults/fault.ts';
import type { FaultSet } from '../../faults/fault-set.ts';
import type { Arrival, Stages } from '../../receive/call.ts';
import type { Forwarding } from '../../receive/policy.ts';
import { settledFields } from '../../store/settled-fields.ts';
import type { Ending, HistoryWriter } from '../../store/told.ts';
import type { Background } from './background.ts';
import type { Chains } from './chains.ts';
import { isAccepted } from './accepted.ts';
import { conclude, rounded, verdictWithoutUs, type Conclusion, type WayToShop } from '../../core/conclude.ts';
import type { Handlers } from './handlers.ts';
import type { KeptCall } from './kept-call.ts';
import type { LaterWrites } from './later-writes.ts';
import { createEarlier, type Earlier } from './earlier.ts';
import { createFirstWrites, type FirstWrite } from './first-writes.ts';
import { createLinking, type Recognised } from './linking.ts';
import type { Pace } from './pace.ts';

import type { Works } from './works.ts';

export interface IntakeOptions {
  readonly now: () => Instant;
  readonly rules: Rules;
  readonly pace: Pace;
  readonly faults: FaultSet;
  readonly history: Pick<HistoryWriter, 'received'> & Pick<LaterWrites, 'settled' | 'handlerSettled'>;
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
  /** A new delivery has been taken, and one that could not be kept after all. */
  readonly onAdmitted: () => void;
  readonly onLost: () => void;
}

export function createIntake(options: IntakeOptions): Stages<KeptCall> {
  const earlier = createEarlier();
  const recognise = createLinking({ ...options, earlier });
  const intake: Intake = { ...options, earlier, write: createFirstWrites(options.history), latest: new Map() };
  return {
    keep: (arrival, policy, ending) => keep({ arrival, policy, recognised: recognise(arrival), ending }, intake),
    lost: (call) => lost(call, intake),
    faultFor: (call) => chooseFault(call, intake),
    forward: (call) => forward(call, intake),
    answered: (call, answer) => answered(call, answer, intake),
  };
}

interface Intake extends IntakeOptions {
  readonly earlier: Earlier;
  readonly write: FirstWrite;
  /** Of each delivery that is not told yet: on a fast clock a repeat may come before the call it repeats is over. */
  readonly latest: Map<string, KeptCall>;
}

interface Keeping {
  readonly arrival: Arrival;
  readonly policy: PolicyName;
  readonly recognised: Recognised;
  readonly ending: Ending;
}

/** Linked at once: the next call of the same turn may be its repeat. */
function keep({ arrival, policy: given, recognised, ending }: Keeping, intake: Intake): KeptCall | null {
  const { event } = arrival.endpoint;
  const { link, key, sha256, webhook } = recognised;
  if (link.kind === 'new' && intake.isFull()) return null;
  const target = intake.handlers.targetFor(event);
  const policy = target === null ? 'capture' : given;
  const origin: Origin = 'shop';
  const url = target?.shownUrl ?? null;
  const { at, body, headers } = arrival;
  const known = { at, event, origin, url, policy, key, sha256, webhook };
  const row = { ...known, body, headers: withoutCredentials(headers), rules: intake.rules.name, link, replayOf: null };
  const kept = intake.write(row, ending);
  const { delivery, number } = kept;
  intake.earlier.note(delivery, { ...recognised, at });
  intake.chains.settle(delivery);
  if (link.kind === 'new') intake.onAdmitted();
  const call: KeptCall = {
    ...known,
    id: kept.attempt,
    delivery,
    number,
    linked: link.kind === 'new' ? null : { sure: link.sure, notice: link.notice },
    bytes: body.length,
    body,
    headers,
    replayOf: null,
    before: null,
    isDoubtful: intake.isDoubtful(at),
    mayHaveWaited: arrival.mayHaveWaited,
    work: null,
    fault: null,
  };
  intake.latest.set(delivery, call);
  tellOfDoubt(call, intake.emit);
  return call;
}

/** It was answered 503 and comes again: as a new delivery when it was its first attempt. */
function lost({ delivery, number }: KeptCall, { earlier, latest, onLost }: Intake): void {
  latest.delete(delivery);
  if (number > 1) return earlier.settle(delivery, 'repeats');
  earlier.forget(delivery);
  onLost();
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

function chooseFault(call: KeptCall, { faults }: Intake): Chosen | null {
  const { event, key, body, number, delivery } = call;
  const chosen = faults.choose({ event, key, body, attempt: number, delivery });
  call.fault = chosen?.label ?? null;
  return chosen;
}

function forward(call: KeptCall, { handlers, works, background }: Intake): Forwarding {
  if (handlers.targetFor(call.event) === null) return { kind: 'none' };
  if (call.policy === 'ack') {
    const work = background.take(call);
    call.work = work;
    return { kind: 'working', result: work.result };
  }
  if (call.policy === 'rescue' && works.isDone(call.delivery)) return { kind: 'done' };
  const joined = call.policy === 'rescue' ? works.underWay(call.delivery) : null;
  const work = joined ?? works.start(call.delivery, () => handlers.call(call));
  call.work = work;
  return { kind: 'working', result: work.result };
}

/**
 * How the handler stands at this moment is part of the answer's record; the second write and the line that tells of it can
 * wait. A handler that is still at work gets a line of its own later.
 */
function answered(call: KeptCall, answer: Answer, intake: Intake): () => void {
  const { rules, pace, way, earlier, latest, works } = intake;
  const handler = call.work?.outcome() ?? null;
  const handlerAnswer = call.work?.settled()?.answer ?? null;
  const nextAttemptAt = (at: Instant): Instant | null => pace.nextAttemptAt(at);
  const { fault } = call;
  const concluded = conclude(call, { handler, answer, rules, fault, way: way(), nextAttemptAt });
  if (latest.get(call.delivery) === call) earlier.settle(call.delivery, concluded.record.verdict);
  // A fault may have spoiled the answer: then the shop asks again for what has been done.
  if (concluded.record.verdict !== 'repeats') works.forgetDone(call.delivery);
  if (wasDoneMeanwhile(call, answer, rules)) works.markDone(call.delivery);
  return () => tell(call, { concluded, handlerAnswer }, intake);
}

/** The handler was right while our 503 in its place was on its way out. */
function wasDoneMeanwhile({ policy, fault, work }: KeptCall, answer: Answer, rules: Rules): boolean {
  const result = work?.settled() ?? null;
  const isOurs = policy === 'rescue' && fault === null && 'status' in answer && answer.status === 503;
  return isOurs && result !== null && isAccepted(result, rules);
}

interface Answered {
  readonly concluded: Conclusion;
  readonly handlerAnswer: HandlerAnswer | null;
}

function tell(call: KeptCall, { concluded, handlerAnswer }: Answered, intake: Intake): void {
  const { pace, history, chains, emit, now, latest } = intake;
  const { record } = concluded;
  const wasRepeated = record.verdict === 'repeats';
  const { nextAttemptAt } = concluded;
  history.settled({ ...settledFields(record), nextAttemptAt, at: now(), handlerAnswer });
  const isLatest = latest.get(call.delivery) === call;
  if (isLatest) latest.delete(call.delivery);
  if (wasRepeated && isLatest) chains.expect(call.delivery, { dueAt: nextAttemptAt, grace: pace.grace() });
  emit(record);
  if (record.handler !== null && !isSettled(record.handler)) {
    void call.work?.result.then((result) => settledLate(call, result, { ...intake, wasRepeated }));
  }
}

function settledLate(call: KeptCall, result: HandlerResult, late: IntakeOptions & { wasRepeated: boolean }): void {
  const { history, rules, now, emit, works } = late;
  const withoutUs = verdictWithoutUs(result.outcome, rules);
  const handler = rounded(result.outcome);
  history.handlerSettled({ attempt: call.id, handler, handlerAnswer: result.answer, withoutUs });
  if (call.policy === 'rescue' && late.wasRepeated && isAccepted(result, rules)) works.markDone(call.delivery);
  emit({ kind: 'handler', at: isoUtc(now()), attempt: call.id, delivery: call.delivery, handler, withoutUs });
}
