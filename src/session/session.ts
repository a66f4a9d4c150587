/**
 * One run of `listen`: builds the stages, wires them, and closes them again in reverse on every way out.
 * In: a plan. Out: records as they happen, a view for screens, and one end record after everything is cleaned up.
 */
import { Failure } from '../core/failure.ts';
import { isoUtc, type Instant } from '../core/instant.ts';
import { maskSecrets, withoutUserinfo } from '../core/masking.ts';
import { printable } from '../core/printable.ts';
import type { EndRecord, ErrorRecord, SessionRecord } from '../core/record.ts';
import { createFaults, type FaultSet } from '../faults/fault-set.ts';
import { createAsked, type Asked } from './asked/asked.ts';
import { createClosers } from './closers.ts';
import { createLife, type Ending, type Life } from './life.ts';
import { createModel, type Model } from './model.ts';
import type { SessionPlan } from './plan.ts';
import { createProgress, type Progress } from './progress.ts';
import { startStages } from './stages.ts';
import type { SessionSnapshot, SessionView } from './view.ts';

export interface Surroundings {
  readonly now: () => Instant;
  /** Told of every record, in order. When it throws, the session ends with 70 and goes on telling what it can. */
  readonly onRecord: (record: SessionRecord) => void;
  /** What went wrong in detail, for the log only. */
  readonly log: (text: string) => void;
}

export interface Session extends SessionView {
  /** Asks for the end; the first asking decides the reason. */
  end(ending: Ending): void;
  /** Ends with an `error` record: something outside the session's own steps went wrong. */
  fail(error: unknown): void;
  /** Resolves when all is closed; never rejects. */
  readonly ended: Promise<EndRecord>;
}

/** Starts at once; what fails on the way ends the session with an `error` record before the `end` record. */
export function openSession(plan: SessionPlan, surroundings: Surroundings): Session {
  const { now } = surroundings;
  const faults = createFaults({ ...plan, now });
  const model = createModel({ ...firstSnapshot(plan, now()), faults: faults.list() }, plan.targets);
  const progress = createProgress(plan.maxDeliveries);
  const life = createLife();
  const emit = (record: SessionRecord): void => {
    if (life.isOver()) return;
    progress.take(record);
    model.take(record, now());
    guarded(() => surroundings.onRecord(record));
    if (progress.hasReachedLimit()) life.end({ reason: 'max-deliveries' });
  };
  const asked = createAsked({ quit: () => life.end({ reason: 'quit' }), model, log: surroundings.log });
  const living: Living = { plan, faults, surroundings, model, progress, life, emit, asked };
  const guarded = createGuard((error) => fail(error, living));
  for (const { level, code, text } of plan.notices) emit({ kind: 'notice', at: isoUtc(now()), level, code, text });
  const ended = live(living);
  return {
    snapshot: () => model.snapshot(),
    subscribe: (listener) => model.subscribe(() => guarded(listener)),
    query: (page) => life.history()?.page(page) ?? [],
    rows: (ids) => life.history()?.rows(ids) ?? [],
    detail: (delivery) => life.history()?.detail(delivery) ?? null,
    previous: (delivery) => life.history()?.previous(delivery) ?? null,
    countAfter: (place, filter) => life.history()?.countAfter(place, filter) ?? 0,
    ask: (intention, asking) => asked.ask(intention, asking),
    end: (ending) => life.end(ending),
    fail: (error) => fail(error, living),
    ended,
  };
}

/** Who watches may fail without taking those along who are told after it; its first failure is told. */
function createGuard(onFirst: (error: unknown) => void): (act: () => void) => void {
  let hasFailed = false;
  return (act) => {
    try {
      act();
    } catch (error) {
      if (hasFailed) return;
      hasFailed = true;
      onFirst(error);
    }
  };
}

interface Living {
  readonly plan: SessionPlan;
  readonly surroundings: Surroundings;
  readonly faults: FaultSet;
  readonly model: Model;
  readonly progress: Progress;
  readonly life: Life;
  readonly emit: (record: SessionRecord) => void;
  readonly asked: Asked;
}

async function live(living: Living): Promise<EndRecord> {
  const { plan, model, life, surroundings } = living;
  const closers = createClosers();
  let timer: NodeJS.Timeout | undefined;
  try {
    await startStages({
      ...living,
      ...surroundings,
      closers,
      signal: life.signal,
      attach: (history) => life.attach(history),
    });
    if (plan.duration !== null) timer = setTimeout(() => life.end({ reason: 'duration' }), plan.duration);
  } catch (error) {
    failStart(error, living);
  }
  await life.asked;
  clearTimeout(timer);
  model.update({ phase: 'ending', step: 'finishing calls in flight' });
  const troubles = await closers.closeAll();
  for (const { name, reason } of troubles) surroundings.log(`${name} was not closed well: ${reason}`);
  const end = endRecord(living);
  living.emit(end);
  life.finish();
  return end;
}

/** Once the end is asked for, that a step was given up is no news; what it could not undo is. */
function failStart(error: unknown, living: Living): void {
  const { life, emit, surroundings } = living;
  if (!life.signal.aborted || !(error instanceof Failure || isAbort(error))) return fail(error, living);
  if (!(error instanceof Failure) || error.code !== 'webhooks-left') return;
  const text = `${error.message} ${error.hint ?? ''}`;
  emit({ kind: 'notice', at: isoUtc(surroundings.now()), level: 'error', code: error.code, text });
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** Webhooks that could not be removed make a session fail that would have ended well. */
function endRecord({ progress, model, life, surroundings, plan }: Living): EndRecord {
  const { counts } = model.snapshot();
  const end = progress.endRecord({ ending: life.ending(), counts, now: surroundings.now(), failOn: plan.failOn });
  return end.exit === 0 && end.webhooksLeft > 0 ? { ...end, exit: 3 } : end;
}

/** Anything that went wrong beside the steps: told, and the session ends. */
function fail(error: unknown, { emit, life, surroundings }: Living): void {
  const record = errorRecord(error, surroundings.now());
  surroundings.log(error instanceof Error ? (error.stack ?? error.message) : String(error));
  emit(record);
  life.crash(record.exit);
}

/** A failure in its own words; anything else is a bug of ours, whose stack is in the log only. */
export function errorRecord(error: unknown, now: Instant): ErrorRecord {
  if (error instanceof Failure) {
    const { code, message, hint, exit } = error;
    return { kind: 'error', at: isoUtc(now), code, message, hint, exit };
  }
  // Whatever was thrown may quote an address or a key.
  const what = printable(maskSecrets(error instanceof Error ? error.message : String(error)));
  const message = `Something went wrong inside upgates-dev: ${what}`;
  return { kind: 'error', at: isoUtc(now), code: 'internal', message, hint: 'The log has the details.', exit: 70 };
}

function shopName(apiUrl: string): string {
  const host = URL.canParse(apiUrl) ? new URL(apiUrl).host : apiUrl;
  return host.endsWith('.upgates.com') ? (host.split('.')[0] ?? host) : host;
}

function firstSnapshot(plan: SessionPlan, now: Instant): SessionSnapshot {
  const isSimulated = plan.shop.kind === 'simulated';
  const none = {
    deliveries: 0,
    attempts: 0,
    delivered: 0,
    repeats: 0,
    timedOut: 0,
    waiting: 0,
    queued: 0,
    strangers: 0,
  };
  return {
    phase: 'starting',
    step: 'opening the listener',
    startedAt: now,
    listenUrl: null,
    tunnel: {
      provider: plan.tunnel.name,
      state: 'opening',
      shownUrl: null,
      ms: null,
      downSince: null,
      nextTryAt: null,
    },
    shop: {
      name: plan.shop.kind === 'simulated' ? 'simulated' : shopName(plan.shop.apiUrl),
      isSimulated,
      ...(plan.shop.kind === 'simulated' && plan.shop.traffic === 0 ? { isQuiet: true } : {}),
      callsLeft: null,
    },
    patterns: plan.events.map((event) => event.pattern),
    webhooks: [],
    targets: plan.targets.map(({ url, pattern }) => ({
      url: withoutUserinfo(url.href),
      pattern,
      health: 'unknown',
      since: null,
    })),
    policy: plan.targets.length === 0 ? 'capture' : plan.policy,
    rules: plan.rules.name,
    faults: [],
    clock: { speed: plan.shop.kind === 'simulated' ? plan.shop.speed : null },
    counts: none,
    notices: [],
  };
}
