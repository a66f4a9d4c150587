/**
 * Creating the webhooks of a plan, already active. One at a time until the shop has accepted one (a mistyped key costs
 * one bad login), then at most three at once; the first trouble stops the rest, and the caller undoes what was done.
 * An event that only a wildcard matched and that the shop forbids is skipped, and with it the others of its entity, since
 * rights are given by endpoint.
 */
import { Failure, trouble } from '../core/failure.ts';
import { SECOND, type Millis } from '../core/instant.ts';
import { isUndecided } from './api-trouble.ts';
import { failureOf } from './deletion.ts';
import { nameWebhook } from './names.ts';
import { deniedNotice, requireCalls, type PlannedEvent, type PlanNotice } from './plan.ts';
import type { RegisterOptions } from './registration.ts';

/** A POST on its way is worth waiting for: giving it up at once leaves in doubt whether the webhook exists. */
const GRACE: Millis = 2 * SECOND;

const AT_ONCE = 3;

interface Run {
  readonly options: RegisterOptions;
  readonly queue: PlannedEvent[];
  readonly skipped: string[];
  /** The caller's signal, two seconds later. */
  readonly late: AbortSignal;
  failure: Failure | null;
  denied: Failure | null;
}

/** Throws `Failure` after the last call on its way has ended. */
export async function createWebhooks(options: RegisterOptions): Promise<readonly PlanNotice[]> {
  const { plan, ledger, client, now, signal } = options;
  const late = lateSignal(signal, GRACE);
  const run: Run = { options, queue: [...plan.events], skipped: [], late, failure: null, denied: null };
  while (ledger.entries().length === 0 && hasWork(run)) await createNext(run);
  if (run.failure === null && run.queue.length > 0) {
    const price = { gets: 0, posts: run.queue.length, deletes: 1, total: run.queue.length + 1 };
    requireCalls(price, { left: client.callsLeft(), now: now(), what: 'The rest of the registration' });
  }
  const works = await Promise.allSettled(Array.from({ length: AT_ONCE }, () => work(run)));
  const bug = works.find((one) => one.status === 'rejected');
  if (bug !== undefined) throw bug.reason;
  throwIfFailed(run);
  return deniedNotice(run.skipped);
}

function throwIfFailed({ failure, denied, options: { ledger, signal } }: Run): void {
  if (failure !== null) throw failure;
  if (signal.aborted) throw trouble('registration-aborted', 'The registration of webhooks was given up.');
  if (denied !== null && ledger.entries().length === 0) throw denied;
}

async function work(run: Run): Promise<void> {
  while (hasWork(run)) await createNext(run);
}

function hasWork({ queue, failure, options: { signal } }: Run): boolean {
  return queue.length > 0 && failure === null && !signal.aborted;
}

async function createNext(run: Run): Promise<void> {
  const planned = run.queue.shift();
  if (planned === undefined) return;
  try {
    await createOne(planned.event, run.options, run.late);
  } catch (error) {
    if (!(error instanceof Failure)) run.queue.length = 0;
    const failure = failureOf(error);
    if (failure.code === 'api-forbidden' && !planned.isNamed) skipEntity(planned.event, failure, run);
    else run.failure ??= failure;
  }
}

export type CreateOneOptions = Pick<RegisterOptions, 'client' | 'ledger' | 'urlFor' | 'now' | 'onWebhook'>;

/** One webhook, in the ledger before its POST; its id. Throws `Failure` (exit 3); one in doubt stays in the ledger. */
export async function createOne(event: string, options: CreateOneOptions, signal: AbortSignal): Promise<number> {
  const { client, ledger, urlFor, now, onWebhook } = options;
  const name = nameWebhook({ machine: ledger.head.machine, session: ledger.head.session, event });
  const url = urlFor(event);
  await ledger.intend({ name, url, at: now() });
  try {
    const { id } = await client.createWebhook({ name, url, event, active: true }, signal);
    await ledger.complete(name, id).finally(() => onWebhook?.({ id, event, state: 'created' }));
    return id;
  } catch (error) {
    if (!isUndecided(error) && !isStateDir(error)) await ledger.forget([name]);
    throw error;
  }
}

/** The webhook exists, only the disk would not take its id: it must not be forgotten. */
function isStateDir(error: unknown): boolean {
  return error instanceof Failure && error.code === 'state-dir';
}

function skipEntity(event: string, failure: Failure, run: Run): void {
  const prefix = event.slice(0, event.indexOf('.') + 1);
  const skipped = run.queue.filter((planned) => !planned.isNamed && planned.event.startsWith(prefix));
  for (const planned of skipped) run.queue.splice(run.queue.indexOf(planned), 1);
  run.skipped.push(event, ...skipped.map((planned) => planned.event));
  run.denied = failure;
}

function lateSignal(signal: AbortSignal, delay: Millis): AbortSignal {
  const controller = new AbortController();
  const start = (): void => {
    setTimeout(() => controller.abort(signal.reason), delay).unref();
  };
  if (signal.aborted) start();
  else signal.addEventListener('abort', start, { once: true });
  return controller.signal;
}
