/**
 * The ledger of a session: every webhook is in it, on the disk, before its POST leaves.
 * In: what is intended, created, removed. Out: one file per session in `<state dir>/ledgers`, which holds the lease too,
 * so that there is no ledger without one; and for the next start, the files of all sessions.
 * One file per session: two processes side by side never write the same one.
 */
import { readdir, readFile, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { maskUrl } from '../core/masking.ts';
import type { Instant } from '../core/instant.ts';
import { appendDurably, codeOf, createDurably, ensurePrivateDirectory } from './durable-file.ts';
import { removeDurably, removeTemporaries, writeDurably } from './durable-file.ts';
import { trouble } from '../core/failure.ts';
import { BEAT_EVERY } from './lease.ts';
import { readLedger, writeLedger, writeLine } from './ledger-record.ts';
import type { LedgerEntry, LedgerHead, LedgerLine, LedgerRecord } from './ledger-record.ts';
import { readWebhookName } from './names.ts';

/** Every function resolves only when the disk has it, and throws `Failure` (exit 3, `state-dir`) when it cannot. */
export interface Ledger {
  readonly head: LedgerHead;
  /** Before the POST. The URL is masked here; credentials never reach the file. */
  intend(webhook: { readonly name: string; readonly url: string; readonly at: Instant }): Promise<void>;
  /** After the shop's answer. */
  complete(name: string, id: number): Promise<void>;
  /** After deletion, or when the shop plainly refused to create it. */
  forget(names: readonly string[]): Promise<void>;
  /** What may still exist at the shop. */
  entries(): readonly LedgerEntry[];
  /** Deletes the file when nothing is left; otherwise keeps it for the next start. The session shows itself no more. */
  close(): Promise<void>;
}

const DIRECTORY = 'ledgers';
const FILE = /^[0-9a-f]{8}\.ndjson$/;

/** 36 webhooks take about 10 kB; what is much longer is not a ledger of ours. */
const MAX_BYTES = 1_000_000;

/** Starts the ledger of a session. Writes the lease at once. */
export async function openLedger(stateDir: string, head: LedgerHead): Promise<Ledger> {
  const path = pathOf(stateDir, head.session);
  await ensurePrivateDirectory(join(stateDir, DIRECTORY));
  const isNew = await createDurably(path, writeLedger({ head, entries: [] }));
  if (!isNew) throw trouble('state-dir', `Another session has the id ${head.session}.`, { hint: 'Start again.' });
  const known = new Map<string, LedgerEntry>();
  const beat = setInterval(() => void touch(path), BEAT_EVERY).unref();
  // The line break in front keeps a half line, as a full disk leaves it, from swallowing the next one.
  const append = (lines: readonly LedgerLine[]): Promise<void> =>
    appendDurably(path, `\n${lines.map(writeLine).join('')}`);
  return {
    head,
    async intend({ name, url, at }) {
      const shownUrl = maskUrl(url);
      await append([{ kind: 'intended', name, shownUrl, at }]);
      known.set(name, { name, event: readWebhookName(name)?.event ?? name, shownUrl, at, id: null });
    },
    async complete(name, id) {
      const entry = known.get(name);
      if (entry) known.set(name, { ...entry, id });
      await append([{ kind: 'created', name, id }]);
    },
    async forget(names) {
      for (const name of names) known.delete(name);
      if (names.length > 0) await append(names.map((name) => ({ kind: 'removed', name })));
    },
    entries: () => [...known.values()],
    async close() {
      clearInterval(beat);
      if (known.size === 0) await removeDurably(path);
    },
  };
}

/** Where a beat is lost, the next one tells as much. */
async function touch(path: string, at = new Date()): Promise<void> {
  await utimes(path, at, at).catch(() => undefined);
}

/** A ledger as it was found. */
export interface FoundLedger extends LedgerRecord {
  /** When its session last showed itself. */
  readonly beatAt: Instant;
}

/** The ledgers of all sessions, living and dead, this one included; files that cannot be read as one are passed over. */
export async function readLedgers(stateDir: string): Promise<readonly FoundLedger[]> {
  const directory = join(stateDir, DIRECTORY);
  const names = await namesIn(directory);
  const records = await Promise.all(names.filter((name) => FILE.test(name)).map((name) => readRecord(directory, name)));
  return records.filter((record) => record !== null);
}

/** Throws away what writes that were killed have left, if it is older than a moment. */
export async function sweepTemporaries(stateDir: string, before: Instant): Promise<void> {
  await Promise.all([stateDir, join(stateDir, DIRECTORY)].map((directory) => removeTemporaries(directory, before)));
}

/** Replaces what a dead session's ledger says, but not when it last showed itself; nothing left removes the file. */
export async function replaceLedger(stateDir: string, record: FoundLedger): Promise<void> {
  const path = pathOf(stateDir, record.head.session);
  if (record.entries.length === 0) return removeDurably(path);
  await writeDurably(path, writeLedger(record));
  await touch(path, new Date(record.beatAt));
}

function pathOf(stateDir: string, session: string): string {
  return join(stateDir, DIRECTORY, `${session}.ndjson`);
}

async function namesIn(directory: string): Promise<readonly string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw trouble('state-dir', `The state directory cannot be read: ${codeOf(error)} at ${directory}.`, {
      hint: 'It tells which webhooks an earlier session left behind. Choose another place with --data-dir.',
    });
  }
}

/** A file that vanishes meanwhile belonged to a session that ended well. */
async function readRecord(directory: string, name: string): Promise<FoundLedger | null> {
  const path = join(directory, name);
  try {
    const { size, mtimeMs: beatAt } = await stat(path);
    if (size > MAX_BYTES) return null;
    const record = readLedger(await readFile(path, 'utf8'));
    return record !== null && `${record.head.session}.ndjson` === name ? { ...record, beatAt } : null;
  } catch {
    return null;
  }
}
