/**
 * Removing the webhooks of a session: one DELETE for all that may exist. In: the session's ledger and the shop. Out: how
 * many are gone and which are left. A webhook whose POST got no clear answer is looked for first (one GET).
 */
import { SECOND, type Instant, type Millis } from '../core/instant.ts';
import { pause } from '../dial/deadline.ts';
import type { ApiClient } from './api-client.ts';
import { deleteAtShop, failureOf, type Deletion } from './deletion.ts';
import type { Ledger } from './ledger.ts';
import type { LedgerEntry } from './ledger-record.ts';

export interface Unremoved {
  /** Null: not known whether the shop created it at all. */
  readonly id: number | null;
  readonly event: string;
  readonly reason: string;
}

export interface Removal {
  readonly removed: number;
  readonly left: readonly Unremoved[];
}

export interface RemovalOptions {
  readonly client: ApiClient;
  readonly ledger: Ledger;
  readonly now: () => Instant;
  /** `created`: one in doubt was found, so it had been created after all. */
  readonly onWebhook?: (webhook: {
    readonly id: number;
    readonly event: string;
    readonly state: 'created' | 'deleted';
  }) => void;
}

const IN_DOUBT = 'the shop did not say whether it was created; it is looked for again at the next start';

/** The end of a session does not wait longer for a shop that takes no calls for now; the next start tries again. */
const WORTH_WAITING: Millis = 10 * SECOND;

/**
 * Never rejects for what shop, network or disk did. Nothing to remove costs no call. A shop that says it takes calls again
 * in a few seconds is waited for.
 */
export async function removeWebhooks(options: RemovalOptions, signal: AbortSignal): Promise<Removal> {
  const first = await removeOnce(options, signal);
  const until = options.client.blockedUntil();
  const wait = until === null ? 0 : until - options.now();
  if (first.left.length === 0 || until === null || wait > WORTH_WAITING) return first;
  // A little longer: both clocks are read in whole milliseconds.
  await pause({ deadline: wait + 20, signal });
  if (signal.aborted) return first;
  const second = await removeOnce(options, signal);
  return { removed: first.removed + second.removed, left: second.left };
}

async function removeOnce(options: RemovalOptions, signal: AbortSignal): Promise<Removal> {
  const { client, ledger, onWebhook } = options;
  const found = await findInDoubt(options, signal);
  const known = ledger.entries();
  const deletion = await deleteAtShop(client, idsOf(known), signal);
  const gone = known.filter(({ id }) => id !== null && deletion.gone.has(id));
  await quietly(() => ledger.forget(gone.map(({ name }) => name)));
  await quietly(() => ledger.close());
  // Told last: whoever is told may fail, and nothing must stay at the shop because of that.
  for (const one of found) onWebhook?.({ ...one, state: 'created' });
  for (const { id, event } of gone) if (id !== null) onWebhook?.({ id, event, state: 'deleted' });
  return { removed: gone.length, left: known.flatMap((entry) => leftOf(entry, deletion)) };
}

interface Found {
  readonly id: number;
  readonly event: string;
}

async function findInDoubt({ client, ledger }: RemovalOptions, signal: AbortSignal): Promise<readonly Found[]> {
  const found: Found[] = [];
  const inDoubt = ledger.entries().filter(({ id }) => id === null);
  if (inDoubt.length === 0) return found;
  await quietly(async () => {
    const idByName = new Map((await client.listWebhooks(signal)).map(({ id, name }) => [name, id]));
    for (const { name, event } of inDoubt) {
      const id = idByName.get(name);
      if (id === undefined) continue;
      found.push({ id, event });
      await ledger.complete(name, id);
    }
  });
  return found;
}

function leftOf({ id, event }: LedgerEntry, deletion: Deletion): readonly Unremoved[] {
  if (id === null) return [{ id, event, reason: IN_DOUBT }];
  const reason = deletion.left.get(id);
  return reason === undefined ? [] : [{ id, event, reason }];
}

function idsOf(entries: readonly LedgerEntry[]): readonly number[] {
  return entries.flatMap(({ id }) => (id === null ? [] : [id]));
}

/** What the shop answered counts; a ledger that cannot be written only makes the next start look again. */
async function quietly(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    failureOf(error);
  }
}
