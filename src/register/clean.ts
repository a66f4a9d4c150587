/**
 * `webhooks clean`: everything at the shop that carries this machine's marker and belongs to no living session.
 * In: the shop and the ledgers. Out: what was found, removed and left. One GET, and one DELETE when something is found;
 * works also when the ledgers are lost, because the marker is in the webhooks' names.
 */
import { maskUrl } from '../core/masking.ts';
import type { Failure } from '../core/failure.ts';
import type { ShopWebhook } from './api-shapes.ts';
import { deleteAtShop, type Deletion } from './deletion.ts';
import type { LedgerEntry } from './ledger-record.ts';
import { findDeadLedgers, isYoung, settleLedgers, type LeftoverOptions } from './leftovers.ts';
import { readWebhookName } from './names.ts';

export interface FoundWebhook {
  readonly id: number;
  readonly event: string;
  readonly session: string;
  /** Masked. */
  readonly shownUrl: string;
  readonly active: boolean;
}

export interface Cleaning {
  readonly found: readonly FoundWebhook[];
  /** Webhooks of this machine's sessions that still run; not touched. */
  readonly living: readonly FoundWebhook[];
  /** Empty on a dry run. */
  readonly removed: readonly FoundWebhook[];
  readonly left: readonly (FoundWebhook & { readonly reason: string })[];
  readonly failure: Failure | null;
}

export interface CleanOptions extends LeftoverOptions {
  readonly dryRun: boolean;
}

/** Throws `Failure` (exit 3) when the shop cannot be asked; what it did not delete is in `left`. */
export async function cleanWebhooks(options: CleanOptions): Promise<Cleaning> {
  const { client, machine, dryRun, signal } = options;
  const listed = await client.listWebhooks(signal);
  // After the list: a session that began meanwhile has its lease on the disk before its webhooks are at the shop.
  const ledgers = await findDeadLedgers(options);
  const marked = listed.flatMap((webhook) => findingOf(webhook, machine));
  const living = marked.filter(({ session }) => ledgers.livingSessions.has(session));
  const found = marked.filter((finding) => !living.includes(finding));
  if (dryRun) return { found, living, removed: [], left: [], failure: null };
  const ids = found.map(({ id }) => id);
  const deletion = await deleteAtShop(client, ids, signal);
  await settleLedgers(options.stateDir, ledgers.ours, keepOnly(options, listed, deletion));
  return {
    found,
    living,
    removed: found.filter(({ id }) => deletion.gone.has(id)),
    left: found.flatMap((finding) => leftOf(finding, deletion)),
    failure: deletion.failure,
  };
}

function findingOf({ id, name, url, active }: ShopWebhook, machine: string): readonly FoundWebhook[] {
  const parts = readWebhookName(name);
  if (parts?.machine !== machine) return [];
  return [{ id, event: parts.event, session: parts.session, shownUrl: maskUrl(url), active }];
}

function leftOf(finding: FoundWebhook, deletion: Deletion): Cleaning['left'] {
  const reason = deletion.left.get(finding.id);
  return reason === undefined ? [] : [{ ...finding, reason }];
}

/** What the ledgers still have to remember: what is listed and was not deleted, and young intents that are not listed. */
function keepOnly(
  { now }: CleanOptions,
  listed: readonly ShopWebhook[],
  deletion: Deletion,
): (entry: LedgerEntry) => LedgerEntry | null {
  const idByName = new Map(listed.map(({ name, id }) => [name, id]));
  const at = now();
  return (entry) => {
    const id = idByName.get(entry.name) ?? null;
    if (id === null) return entry.id === null && isYoung(entry, at) ? entry : null;
    return deletion.gone.has(id) ? null : { ...entry, id };
  };
}
