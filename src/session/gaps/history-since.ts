/**
 * What history has since a time: the shop's calls, and the records that any call has brought the handler. In: history.
 * Out: both, read in short pieces, since a handler's real second must not pass over a long history.
 */
import type { CallHere } from '../../core/gap-verdict.ts';
import { readEnvelope, type RecordLists } from '../../core/envelope.ts';
import { findEvent } from '../../core/events.ts';
import type { Instant } from '../../core/instant.ts';
import type { SeenRecord } from '../../core/missed.ts';
import type { CallRow } from '../../store/calls-since.ts';
import type { History } from '../../store/history.ts';

type Readable = Pick<History, 'callsSince' | 'body'>;

const ROWS_AT_ONCE = 500;
/** A body may be long, and is read and parsed. */
const BYTES_AT_ONCE = 1_000_000;
const BODIES_AT_ONCE = 50;

/** Newest first. Throws `Failure` (exit 3) when history cannot be read, and what the signal says when it is aborted. */
async function* rowsSince(history: Readable, since: Instant, signal: AbortSignal): AsyncGenerator<CallRow> {
  for (let before: number | null = null; ;) {
    signal.throwIfAborted();
    const page = history.callsSince({ since, before, limit: ROWS_AT_ONCE });
    yield* page.calls;
    if (page.next === null) return;
    before = page.next;
    await othersFirst();
  }
}

function othersFirst(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** What the shop has called. */
export async function callsHere(history: Readable, since: Instant, signal: AbortSignal): Promise<readonly CallHere[]> {
  const calls: CallHere[] = [];
  for await (const { origin, webhook, event, at, ...how } of rowsSince(history, since, signal)) {
    if (origin === 'shop') calls.push({ webhook, event, at, notedAs: notedAs(how) });
  }
  return calls;
}

/** How Upgates notes a timeout is not described; what was cut off, or is not sure, may have been seen either way. */
function notedAs({ verdict, sure }: Pick<CallRow, 'verdict' | 'sure'>): CallHere['notedAs'] {
  if (!sure || verdict === null || verdict === 'timed-out') return 'either';
  return verdict === 'delivered' ? 'good' : 'bad';
}

/**
 * Records of the shop's own calls, whatever became of them: they are here, and can be replayed. Of our own calls only those
 * that the handler took.
 */
export async function recordsHere(
  history: Readable,
  since: Instant,
  signal: AbortSignal,
): Promise<readonly SeenRecord[]> {
  const seen: SeenRecord[] = [];
  const rest = { bodies: 0, bytes: 0 };
  for await (const row of rowsSince(history, since, signal)) {
    if (row.origin !== 'shop' && row.verdict !== 'delivered') continue;
    const body = history.body(row.delivery, row.number);
    if (body === null) continue;
    const reading = readEnvelope(Buffer.from(body).toString('utf8'));
    if (reading.kind === 'envelope') seen.push(...recordsOf(row.event, reading.envelope.lists));
    rest.bodies += 1;
    rest.bytes += body.length;
    if (rest.bodies < BODIES_AT_ONCE && rest.bytes < BYTES_AT_ONCE) continue;
    Object.assign(rest, { bodies: 0, bytes: 0 });
    await othersFirst();
  }
  return seen;
}

const LOOKED_AT = 200;

/** What the shop called itself in its latest call; null where that is far back, or there was none. */
export function latestProjectName(history: Readable): string | null {
  const { calls } = history.callsSince({ since: 0, before: null, limit: LOOKED_AT });
  const latest = calls.find(({ origin }) => origin === 'shop');
  const body = latest === undefined ? null : history.body(latest.delivery, latest.number);
  const reading = body === null ? null : readEnvelope(Buffer.from(body).toString('utf8'));
  return reading?.kind === 'envelope' ? reading.envelope.projectName : null;
}

function recordsOf(eventName: string, lists: RecordLists): readonly SeenRecord[] {
  const event = findEvent(eventName);
  if (event === undefined) return [];
  const [{ key, idField, timeField }] = event.lists;
  const { entity, action } = event;
  return (lists[key] ?? []).flatMap((record): readonly SeenRecord[] => {
    const id = record[idField];
    if (typeof id !== 'string' && typeof id !== 'number') return [];
    return [{ entity, action, id: String(id), at: timeOf(record[timeField]) }];
  });
}

function timeOf(value: unknown): Instant | null {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}
