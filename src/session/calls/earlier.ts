/**
 * The deliveries of this session that an arriving call may belong to. In: each call that was kept, and its verdict when
 * it has one. Out: those of the same webhook and event with the same bytes or the same records, newest first.
 * In memory: webhooks are the session's own, so no other session's deliveries can be meant, and two random indexes would
 * cost each call more than all the rest of its rows.
 */
import type { EarlierDelivery } from '../../core/chain.ts';
import type { Instant } from '../../core/instant.ts';
import type { Verdict } from '../../core/rules.ts';

export interface Fingerprint {
  /** Null while the shop has not told the id. */
  readonly webhook: number | null;
  readonly event: string;
  /** Hexadecimal digests: of the body, and of the records that it speaks of; the second is null when it names none. */
  readonly bytes: string;
  readonly records: string | null;
}

export interface Earlier {
  /** Newest first; of those that have no verdict yet only those with the same bytes. */
  candidates(call: Fingerprint): readonly EarlierDelivery[];
  /** A call of the shop was kept; until `settle` its delivery has no verdict. */
  note(delivery: string, call: Fingerprint & { readonly at: Instant }): void;
  settle(delivery: string, verdict: Verdict): void;
  /** The call was not kept after all. */
  forget(delivery: string): void;
}

/**
 * So many that are settled are remembered; those that the shop repeats all are. A call that belongs to a settled one comes
 * within seven minutes or not at all.
 */
const MOST_SETTLED = 5000;

/** Thousands of them come and go, so they hold nothing that is not asked for. */
interface Entry {
  readonly id: string;
  readonly webhook: number | null;
  readonly event: string;
  readonly keys: readonly number[];
  readonly bytes: number;
  at: Instant;
  verdict: Verdict | null;
}

interface Book {
  readonly byId: Map<string, Entry>;
  /** The ids of those that have this digest. */
  readonly byKey: Map<number, Entry | readonly Entry[]>;
  /** In the order in which they were settled. */
  readonly settled: Set<string>;
}

export function createEarlier(mostSettled: number = MOST_SETTLED): Earlier {
  const book: Book = { byId: new Map(), byKey: new Map(), settled: new Set() };
  return {
    candidates: (call) => candidates(book, call),
    note(id, call) {
      const { webhook, event, at } = call;
      remove(book, id);
      add(book, { id, webhook, event, keys: keysOf(call), bytes: keyOf(call.bytes), at, verdict: null });
    },
    settle(delivery, verdict) {
      const entry = book.byId.get(delivery);
      if (entry === undefined) return;
      entry.verdict = verdict;
      if (verdict === 'repeats') return;
      book.settled.add(delivery);
      if (book.settled.size > mostSettled) removeOldest(book);
    },
    forget: (delivery) => remove(book, delivery),
  };
}

function candidates(book: Book, call: Fingerprint): readonly EarlierDelivery[] {
  const bytes = keyOf(call.bytes);
  const found = new Set(keysOf(call).flatMap((key) => book.byKey.get(key) ?? []));
  return [...found]
    .filter(({ webhook, event }) => webhook === call.webhook && event === call.event)
    .map(({ id, at, verdict, ...entry }) => ({ id, lastAttemptAt: at, verdict, hasSameBytes: entry.bytes === bytes }))
    .filter(({ verdict, hasSameBytes }) => verdict !== null || hasSameBytes)
    .toReversed();
}

/** The first 52 bits, which a number holds: no two calls of one session will meet in them by chance. */
function keyOf(digest: string): number {
  return Number.parseInt(digest.slice(0, 13), 16);
}

/** The digest of a body and that of its records are never the same thing, and never meet either. */
function keysOf({ bytes, records }: Fingerprint): readonly number[] {
  return records === null ? [keyOf(bytes)] : [keyOf(bytes), keyOf(records)];
}

function add({ byId, byKey }: Book, entry: Entry): void {
  byId.set(entry.id, entry);
  for (const key of entry.keys) {
    const others = byKey.get(key);
    byKey.set(key, others === undefined ? entry : [others, entry].flat());
  }
}

function remove({ byId, byKey, settled }: Book, id: string): void {
  const entry = byId.get(id);
  if (entry === undefined) return;
  byId.delete(id);
  settled.delete(id);
  for (const key of entry.keys) {
    const left = [byKey.get(key) ?? []].flat().filter((other) => other !== entry);
    if (left.length === 0) byKey.delete(key);
    else byKey.set(key, left);
  }
}

function removeOldest(book: Book): void {
  const [oldest] = book.settled;
  if (oldest !== undefined) remove(book, oldest);
}
