/**
 * At a start: the webhooks that dead sessions of this machine left at this shop are removed. In: the ledgers and the shop.
 * Out: what was removed, what is left and why. Nothing left behind costs no API call; known ids cost one DELETE; an
 * intent without an id costs one GET, and is kept and looked at again until it is an hour old. Who wants to know the last
 * calls of what was left pays one GET too: they go with the webhooks.
 */
import type { Failure } from '../core/failure.ts';
import type { Instant } from '../core/instant.ts';
import type { ApiClient } from './api-client.ts';
import type { ShopWebhook } from './api-shapes.ts';
import { deleteAtShop, failureOf, type Deletion } from './deletion.ts';
import type { FoundLedger } from './ledger.ts';
import type { LedgerEntry, LedgerRecord } from './ledger-record.ts';
import { findDeadLedgers, isYoung, settleLedgers, type Leftover, type LeftoverOptions } from './leftovers.ts';

export interface Sweep {
  readonly removed: readonly Leftover[];
  readonly left: readonly (Leftover & { readonly reason: string })[];
  /** Intents that were not found and are looked for again at the next start. */
  readonly waiting: readonly Leftover[];
  /** Webhooks that another API user of this shop may have left; they are not touched. */
  readonly ofOtherUsers: number;
  /** Sessions whose last calls were wanted, and what the shop told of them before its webhooks were deleted. */
  readonly lost: readonly LostSession[];
  /** What kept us from asking or deleting. */
  readonly failure: Failure | null;
}

/** A dead session that had webhooks at the shop. */
export interface LostSession {
  readonly session: string;
  /** When it last showed itself. */
  readonly beatAt: Instant;
  readonly webhooks: readonly { readonly id: number; readonly event: string }[];
  /** Those of them that the shop still had; null when it did not say. */
  readonly listed: readonly ShopWebhook[] | null;
}

export interface SweepOptions extends LeftoverOptions {
  /** Whether the last calls of a session's webhooks are worth an API call. */
  readonly wantsLastCalls: (session: string) => boolean;
}

interface Listing {
  /** Null when the shop was not asked or did not say. */
  readonly webhooks: readonly ShopWebhook[] | null;
  readonly failure: Failure | null;
}

/** Rejects only with `Failure` (`state-dir`); what shop and network did is data. */
export async function sweepLeftovers(options: SweepOptions): Promise<Sweep> {
  const { stateDir, client, now, signal, wantsLastCalls } = options;
  const { ours, ofOtherUsers } = await findDeadLedgers(options);
  const wanted = ours.filter(({ head }) => wantsLastCalls(head.session));
  const isNeeded = wanted.length > 0 || ours.some(({ entries }) => entries.some(({ id }) => id === null));
  const listing = await listIf(isNeeded, client, signal);
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
    lost: wanted.flatMap((record) => lostOf(record, listing)),
    failure: listing.failure ?? deletion.failure,
  };
}

async function listIf(isNeeded: boolean, client: ApiClient, signal: AbortSignal): Promise<Listing> {
  if (!isNeeded) return { webhooks: null, failure: null };
  try {
    return { webhooks: await client.listWebhooks(signal), failure: null };
  } catch (error) {
    return { webhooks: null, failure: failureOf(error) };
  }
}

/** Only the exact name, which carries machine and session, makes an intent a webhook. */
function identify(entry: LedgerEntry, { webhooks }: Listing): LedgerEntry {
  if (entry.id !== null) return entry;
  return { ...entry, id: webhooks?.find(({ name }) => name === entry.name)?.id ?? null };
}

/** When the shop was asked anyway, what it does not list needs no deleting. */
function idsToDelete(records: readonly LedgerRecord[], { webhooks }: Listing): readonly number[] {
  const ids = records.flatMap(({ entries }) => entries.flatMap(({ id }) => (id === null ? [] : [id])));
  return webhooks === null ? ids : ids.filter((id) => webhooks.some((webhook) => webhook.id === id));
}

/** None where nothing was ever created. */
function lostOf({ head, beatAt, entries }: FoundLedger, listing: Listing): readonly LostSession[] {
  const webhooks = entries
    .map((entry) => identify(entry, listing))
    .flatMap(({ id, event }) => (id === null ? [] : [{ id, event }]));
  const listed = listing.webhooks?.filter(({ id }) => webhooks.some((webhook) => webhook.id === id)) ?? null;
  return webhooks.length === 0 ? [] : [{ session: head.session, beatAt, webhooks, listed }];
}

interface Findings {
  readonly listing: Listing;
  readonly deletion: Deletion;
  readonly at: number;
}

function isKept(entry: LedgerEntry, { listing, deletion, at }: Findings): boolean {
  if (entry.id !== null) return deletion.left.has(entry.id);
  return listing.webhooks === null || isYoung(entry, at);
}

type WithEntry = Leftover & { readonly entry: LedgerEntry };

function withoutEntry({ id, event, session }: WithEntry): Leftover {
  return { id, event, session };
}

function leftOf(leftover: WithEntry, deletion: Deletion): Sweep['left'] {
  const reason = leftover.id === null ? undefined : deletion.left.get(leftover.id);
  return reason === undefined ? [] : [{ ...withoutEntry(leftover), reason }];
}
