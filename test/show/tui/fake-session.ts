/**
 * A session whose story the test tells: rows come in, settle and repeat when it says so. Kept in memory, newest first.
 */
import { RULES } from '../../../src/core/rules.ts';
import type { Instant } from '../../../src/core/instant.ts';
import { toPredicate } from '../../../src/filter/predicate.ts';
import { readFilter } from '../../../src/filter/read-filter.ts';
import type { Answered, Asking, Intention } from '../../../src/session/intention.ts';
import type { SessionSnapshot, SessionView } from '../../../src/session/view.ts';
import type { AttemptDetail, DeliveryDetail, DeliveryRow } from '../../../src/store/row.ts';

/** 23 November 2026, 14:32:07 on this machine's clock. */
export const NOON: Instant = new Date(2026, 10, 23, 14, 32, 7).getTime();

export interface FakeSession extends SessionView {
  /** Puts a delivery in, or a new state of it; a new attempt gets the newest place. */
  put(row: Partial<DeliveryRow> & { readonly id: string }): void;
  change(patch: Partial<SessionSnapshot>): void;
  /** What `detail` gives for it, over what is made from the row. */
  describe(id: string, patch: Partial<DeliveryDetail>): void;
  /** What came before everything, with the same key. */
  previously(detail: DeliveryDetail): void;
  readonly asked: Intention[];
  /** How it answers from now on; at first: done, with nothing to say. */
  answer(how: (intention: Intention, asking: Asking) => Promise<Answered>): void;
  readonly queries: { before: number | null; limit: number }[];
}

function readySnapshot(patch: Partial<SessionSnapshot> = {}): SessionSnapshot {
  return {
    phase: 'ready',
    step: '',
    startedAt: NOON,
    listenUrl: 'http://127.0.0.1:40123',
    tunnel: {
      provider: 'localtunnel',
      state: 'open',
      shownUrl: 'https://k3v9…q7.loca.lt',
      ms: 84,
      downSince: null,
      nextTryAt: null,
    },
    shop: { name: 'demoshop', isSimulated: false, callsLeft: 106 },
    patterns: ['Orders.*'],
    webhooks: ['create', 'update', 'delete'].map((action, index) => ({
      id: index + 1,
      event: `Orders.${action}`,
      active: true,
    })),
    targets: [{ url: 'http://localhost:3000/webhooks', pattern: '*', health: 'unknown', since: null }],
    policy: 'rescue',
    rules: 'current',
    faults: [],
    clock: { speed: null },
    counts: {
      deliveries: 0,
      attempts: 0,
      delivered: 0,
      repeats: 0,
      timedOut: 0,
      waiting: 0,
      queued: 0,
      strangers: 0,
    },
    notices: [],
    ...patch,
  };
}

export function settledRow(patch: Partial<DeliveryRow> & { readonly id: string }): DeliveryRow {
  return {
    place: 1,
    event: 'Orders.create',
    key: '9000211',
    bytes: 312,
    origin: 'shop',
    receivedAt: NOON - 9_000,
    lastAttemptAt: NOON - 9_000,
    attempts: 1,
    state: 'settled',
    handler: { status: 204, ms: 38 },
    answer: { status: 204, ms: 40 },
    shopMs: 124,
    policy: 'rescue',
    fault: null,
    verdict: 'delivered',
    sure: true,
    withoutUs: 'delivered',
    nextAttemptAt: null,
    marked: false,
    ...patch,
  };
}

/** An attempt that says the same as its row. */
export function attemptOf(row: DeliveryRow, patch: Partial<AttemptDetail> = {}): AttemptDetail {
  return {
    id: `${row.id}.${row.attempts}`,
    number: row.attempts,
    origin: row.origin,
    at: row.lastAttemptAt,
    state: row.state,
    rules: RULES.current.name,
    policy: row.policy,
    fault: row.fault,
    url: 'http://localhost:3000/webhooks',
    webhook: 1,
    handler: row.handler,
    answer: row.answer,
    shopMs: row.shopMs,
    verdict: row.verdict,
    sure: row.sure,
    withoutUs: row.withoutUs,
    why: 'Your handler answered 204 No Content. Upgates counts it as delivered.',
    hint: null,
    linked: null,
    nextAttemptAt: row.nextAttemptAt,
    sha256: 'ab'.repeat(32),
    requestHeaders: [
      ['Content-Type', 'application/json'],
      ['User-Agent', 'Upgates'],
    ],
    handlerAnswer: null,
    ...patch,
  };
}

export function createFakeSession(first: Partial<SessionSnapshot> = {}): FakeSession {
  const rows = new Map<string, DeliveryRow>();
  const details = new Map<string, Partial<DeliveryDetail>>();
  const listeners = new Set<() => void>();
  const asked: Intention[] = [];
  const queries: FakeSession['queries'] = [];
  let snapshot = readySnapshot(first);
  let places = 0;
  let earlier: DeliveryDetail | null = null;
  let answers: (intention: Intention, asking: Asking) => Promise<Answered> = () =>
    Promise.resolve({ kind: 'done', text: '' });
  const newestFirst = (): readonly DeliveryRow[] => [...rows.values()].toSorted((a, b) => b.place - a.place);
  const tell = (): void => listeners.forEach((listener) => listener());
  return {
    asked,
    queries,
    snapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    query({ before, after = 0, limit, filter }) {
      queries.push({ before, limit });
      return newestFirst()
        .filter(({ place }) => place > after && (before === null || place < before))
        .filter(fits(filter))
        .slice(0, limit);
    },
    rows: (ids) => newestFirst().filter(({ id }) => ids.includes(id)),
    detail(id) {
      const row = rows.get(id);
      if (row === undefined) return null;
      return { row, body: new Uint8Array(), attempts: [attemptOf(row)], ...details.get(id) };
    },
    previous: () => earlier,
    previously: (detail) => (earlier = detail),
    countAfter: (place, filter = null) => newestFirst().filter((row) => row.place > place && fits(filter)(row)).length,
    ask(intention, asking = {}) {
      asked.push(intention);
      return answers(intention, asking);
    },
    answer: (how) => (answers = how),
    put(patch) {
      const known = rows.get(patch.id);
      const isNewAttempt = known === undefined || (patch.attempts ?? known.attempts) > known.attempts;
      if (isNewAttempt) places += 1;
      rows.set(patch.id, settledRow({ ...known, ...patch, place: isNewAttempt ? places : (known?.place ?? places) }));
      tell();
    },
    change(patch) {
      snapshot = { ...snapshot, ...patch };
      tell();
    },
    describe: (id, patch) => void details.set(id, patch),
  };
}

/** The filter language over rows; the fake keeps no bodies. */
function fits(filter: string | null): (row: DeliveryRow) => boolean {
  const reading = readFilter(filter ?? '');
  if (reading.kind === 'broken') throw new Error(reading.message);
  const holds = toPredicate(reading.expression, NOON);
  return (row) => holds({ ...row, ...statusOf(row), attempt: row.attempts, body: '' });
}

function statusOf({ handler }: DeliveryRow): { readonly status: number | null; readonly ms: number | null } {
  return { status: handler !== null && 'status' in handler ? handler.status : null, ms: handler?.ms ?? null };
}
