/**
 * At a start: the webhooks that dead sessions of this machine left at this shop are removed. In: the ledgers and the shop.
 * Out: what was removed, what is left and why. Nothing left behind costs no API call; known ids cost one DELETE; an
 * intent without an id costs one GET, and is kept and looked at again until it is an hour old.
 */
import type { Failure } from '../core/failure.ts';
import type { ApiClient } from './api-client.ts';
import { deleteAtShop, failureOf, type Deletion } from './deletion.ts';
import type { LedgerEntry, LedgerRecord } from './ledger-record.ts';
import { findDeadLedgers, isYoung, settleLedgers, type Leftover, type LeftoverOptions } from './leftovers.ts';

export interface Sweep {
  readonly removed: readonly Leftover[];
  readonly left: readonly (Leftover & { readonly reason: string })[];
  /** Intents that were not found and are looked for again at the next start. */
  readonly waiting: readonly Leftover[];
  /** Webhooks that another API user of this shop may have left; they are not touched. */
  readonly ofOtherUsers: number;
  /** What kept us from asking or deleting. */
  readonly failure: Failure | null;
}

interface Listing {
  /** Ids by name; null when the shop was not asked or did not say. */
  readonly idByName: ReadonlyMap<string, number> | null;
  readonly failure: Failure | null;
}

/** Rejects only with `Failure` (`state-dir`); what shop and network did is data. */
export async function sweepLeftovers(options: LeftoverOptions): Promise<Sweep> {
  const { stateDir, client, now, signal } = options;
  const { ours, ofOtherUsers } = await findDeadLedgers(options);
  const listing = await listIfNeeded(client, ours, signal);
  const found = ours.map((record) => ({ ...record, entries: record.entries.map((entry) => identify(entry, listing)) }));
  const deletion = await deleteAtShop(client, idsToDelete(found, listing), signal);
  const at = now();
  const keep = (entry: LedgerEntry): LedgerEntry | null => (isKept(entry, { listing, deletion, at }) ? entry : null);
  await settleLedgers(stateDir, found, keep);
  const entries = found.flatMap(({ head, entries: list }) => list.map((entry) => ({ entry, session: head.session })));
  const leftovers = entries.map(({ entry, session }) => ({ entry, id: entry.id, event: entry.event, session }));
  return {
    removed: leftovers.filter(({ entry }) => entry.id !== null && keep(entry) === null).map(withoutEntry),
    left: leftovers.flatMap((leftover) => leftOf(leftover, deletion)),
    waiting: leftovers.filter(({ entry }) => entry.id === null && keep(entry) !== null).map(withoutEntry),
    ofOtherUsers,
    failure: listing.failure ?? deletion.failure,
  };
}

async function listIfNeeded(
  client: ApiClient,
  records: readonly LedgerRecord[],
  signal: AbortSignal,
): Promise<Listing> {
  const isNeeded = records.some(({ entries }) => entries.some(({ id }) => id === null));
  if (!isNeeded) return { idByName: null, failure: null };
  try {
    const webhooks = await client.listWebhooks(signal);
    return { idByName: new Map(webhooks.map(({ name, id }) => [name, id])), failure: null };
  } catch (error) {
    return { idByName: null, failure: failureOf(error) };
  }
}

/** Only the exact name, which carries machine and session, makes an intent a webhook. */
function identify(entry: LedgerEntry, { idByName }: Listing): LedgerEntry {
  return entry.id === null ? { ...entry, id: idByName?.get(entry.name) ?? null } : entry;
}

/** When the shop was asked anyway, what it does not list needs no deleting. */
function idsToDelete(records: readonly LedgerRecord[], { idByName }: Listing): readonly number[] {
  const ids = records.flatMap(({ entries }) => entries.flatMap(({ id }) => (id === null ? [] : [id])));
  const listed = idByName === null ? null : new Set(idByName.values());
  return listed === null ? ids : ids.filter((id) => listed.has(id));
}

interface Findings {
  readonly listing: Listing;
  readonly deletion: Deletion;
  readonly at: number;
}

function isKept(entry: LedgerEntry, { listing, deletion, at }: Findings): boolean {
  if (entry.id !== null) return deletion.left.has(entry.id);
  return listing.idByName === null || isYoung(entry, at);
}

type WithEntry = Leftover & { readonly entry: LedgerEntry };

function withoutEntry({ id, event, session }: WithEntry): Leftover {
  return { id, event, session };
}

function leftOf(leftover: WithEntry, deletion: Deletion): Sweep['left'] {
  const reason = leftover.id === null ? undefined : deletion.left.get(leftover.id);
  return reason === undefined ? [] : [{ ...withoutEntry(leftover), reason }];
}
