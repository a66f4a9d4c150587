/**
 * What a ledger file says: one JSON object a line; the first names the session and its lease, the others what was
 * intended, created and removed. In: the text of a file. Out: the webhooks that may still exist, or null for a file that
 * is none of ours. A torn last line, as a crash leaves it, counts as not written.
 */
import { createHash } from 'node:crypto';
import type { Instant } from '../core/instant.ts';
import { isFields, parseJson, type Fields } from './fields.ts';
import { readLease, type Lease } from './lease.ts';
import { isMarkerId, readWebhookName } from './names.ts';

export interface LedgerHead {
  readonly session: string;
  readonly machine: string;
  readonly lease: Lease;
  /** Which shop, and which of its API users: `ShopIdentity` as the client gives it. */
  readonly shop: string;
  readonly account: string;
  readonly at: Instant;
}

export interface LedgerEntry {
  /** The webhook's name at the shop; unique, so it is the key. */
  readonly name: string;
  readonly event: string;
  /** Masked: never credentials, never the secret path. */
  readonly shownUrl: string;
  readonly at: Instant;
  /** Null: intended, and the shop's answer is not known. */
  readonly id: number | null;
}

export interface LedgerRecord {
  readonly head: LedgerHead;
  readonly entries: readonly LedgerEntry[];
}

export type LedgerLine =
  | ({ readonly kind: 'session' } & LedgerHead)
  | { readonly kind: 'intended'; readonly name: string; readonly shownUrl: string; readonly at: Instant }
  | { readonly kind: 'created'; readonly name: string; readonly id: number }
  | { readonly kind: 'removed'; readonly name: string };

export function writeLine(line: LedgerLine): string {
  return `${JSON.stringify(line.kind === 'created' ? { ...line, check: checkOf(line.name, line.id) } : line)}\n`;
}

/**
 * Ties an id to its name: at the next start it is deleted by the id alone. A damaged id counts as not known, and the
 * webhook is then looked for by its whole name, which costs a call but cannot be anybody else's.
 */
function checkOf(name: string, id: number): string {
  return createHash('sha256').update(`${name}\n${id}`).digest('hex').slice(0, 16);
}

/** The shortest text that says the same. */
export function writeLedger(record: LedgerRecord): string {
  const lines = record.entries.flatMap(({ name, shownUrl, at, id }): LedgerLine[] => [
    { kind: 'intended', name, shownUrl, at },
    ...(id === null ? [] : [{ kind: 'created' as const, name, id }]),
  ]);
  return [{ kind: 'session' as const, ...record.head }, ...lines].map(writeLine).join('');
}

export function readLedger(text: string): LedgerRecord | null {
  const [first, ...rest] = text.split('\n').map(parseObject);
  const head = first ? readHead(first) : null;
  if (head === null) return null;
  const entries = new Map<string, LedgerEntry>();
  for (const line of rest) if (line !== null) apply(entries, line, head);
  return { head, entries: [...entries.values()] };
}

function parseObject(line: string): Fields | null {
  const value = parseJson(line);
  return isFields(value) ? value : null;
}

function readHead(line: Fields): LedgerHead | null {
  const { kind, session, machine, shop, account, at } = line;
  const lease = readLease(line['lease']);
  if (kind !== 'session' || lease === null) return null;
  if (!isId(session) || !isId(machine) || typeof shop !== 'string' || typeof account !== 'string') return null;
  return typeof at === 'number' ? { session, machine, lease, shop, account, at } : null;
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && isMarkerId(value);
}

function apply(entries: Map<string, LedgerEntry>, line: Fields, head: LedgerHead): void {
  const { kind, name, id, at, shownUrl } = line;
  if (typeof name !== 'string') return;
  const known = entries.get(name);
  if (kind === 'removed') entries.delete(name);
  if (kind === 'created' && known && isWebhookId(id) && line['check'] === checkOf(name, id))
    entries.set(name, { ...known, id });
  const event = eventOf(name, head);
  if (kind !== 'intended' || event === null || typeof at !== 'number') return;
  entries.set(name, { name, event, shownUrl: typeof shownUrl === 'string' ? shownUrl : '', at, id: null });
}

/** Only names that carry this session's own marker: a damaged file must not make us delete what is not ours. */
function eventOf(name: string, head: LedgerHead): string | null {
  const parts = readWebhookName(name);
  return parts?.machine === head.machine && parts.session === head.session ? parts.event : null;
}

function isWebhookId(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}
