/**
 * What dead sessions of this machine left behind, as their ledgers say. In: all ledgers. Out: the dead ones of one shop,
 * and the way to write back what became of them. Shared by the sweep at a start and by `webhooks clean`.
 */
import { isLoopbackHost } from '../dial/address.ts';
import { DAY, HOUR, type Instant } from '../core/instant.ts';
import type { ApiClient } from './api-client.ts';
import { readLedgers, replaceLedger, sweepTemporaries, type FoundLedger } from './ledger.ts';
import type { LedgerEntry, LedgerRecord } from './ledger-record.ts';
import { isAlive } from './lease.ts';

export interface LeftoverOptions {
  readonly stateDir: string;
  readonly client: ApiClient;
  /** Our machine's id. */
  readonly machine: string;
  readonly now: () => Instant;
  readonly signal: AbortSignal;
}

export interface Leftover {
  /** Null: intended, never confirmed. */
  readonly id: number | null;
  readonly event: string;
  readonly session: string;
}

export interface DeadLedgers {
  /** Of this shop and this API user. */
  readonly ours: readonly FoundLedger[];
  /** How many webhooks another API user of this shop may have left; each user's webhooks are its own (documented). */
  readonly ofOtherUsers: number;
  readonly livingSessions: ReadonlySet<string>;
}

/** Reads the ledgers and throws away those that can say nothing any more. No API call. */
export async function findDeadLedgers(options: LeftoverOptions): Promise<DeadLedgers> {
  const { stateDir, client, machine, now } = options;
  await sweepTemporaries(stateDir, now() - HOUR);
  const all = await readLedgers(stateDir);
  const living = all.filter(({ head, beatAt }) => isAlive(head.lease, { beatAt, now: now() }));
  const dead = all.filter((record) => !living.includes(record) && record.head.machine === machine);
  const idle = dead.filter((record) => record.entries.length === 0 || isOutdated(record, now()));
  await Promise.all(idle.map((record) => replaceLedger(stateDir, { ...record, entries: [] })));
  const ofShop = dead.filter((record) => !idle.includes(record) && record.head.shop === client.identity.shop);
  const ours = ofShop.filter(({ head }) => head.account === client.identity.account);
  const others = ofShop.filter((record) => !ours.includes(record));
  return {
    ours,
    ofOtherUsers: others.flatMap(({ entries }) => entries).length,
    livingSessions: new Set(living.map(({ head }) => head.session)),
  };
}

/** A shop on loopback with a port of its own is gone with its process; after a day nobody will ask for it again. */
function isOutdated({ head }: LedgerRecord, now: Instant): boolean {
  return isLoopbackHost(hostnameOf(head.shop)) && now - head.at > DAY;
}

function hostnameOf(shop: string): string {
  return URL.canParse(`http://${shop}`) ? new URL(`http://${shop}`).hostname : shop;
}

/** A POST may still be on its way to the shop: its intent is kept for an hour. */
export function isYoung({ at }: LedgerEntry, now: Instant): boolean {
  return Math.abs(now - at) < HOUR;
}

/** Writes back the ledgers with only the entries that `keep` returns, changed or not. Their sessions show themselves no more. */
export async function settleLedgers(
  stateDir: string,
  records: readonly FoundLedger[],
  keep: (entry: LedgerEntry) => LedgerEntry | null,
): Promise<void> {
  await Promise.all(
    records.map(({ head, entries, beatAt }) => {
      const kept = entries.map(keep).filter((entry) => entry !== null);
      return replaceLedger(stateDir, { head, entries: kept, beatAt });
    }),
  );
}
