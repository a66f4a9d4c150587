/**
 * `--ready-file`: tells other programs that the session is ready. The file appears whole or not at all, and stays
 * after a short session's end, since who waits for it may look only then.
 */
import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { trouble } from '../core/failure.ts';
import { safeJson } from '../core/printable.ts';
import type { ReadyRecord } from '../core/record.ts';

/** Writes the `ready` line. Throws `Failure` (exit 3) when the place cannot be written. */
export async function writeReadyFile(path: string, record: ReadyRecord): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeFile(draft, `${safeJson(record)}\n`, { mode: 0o600 });
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true }).catch(() => undefined);
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    const reason = code === 'ENOENT' ? 'its directory does not exist' : code;
    throw trouble('ready-file', `The ready file could not be written: ${reason}, at ${path}.`, {
      hint: 'Choose another place with --ready-file.',
      cause,
    });
  }
}

/** One that an earlier session has left would tell of an address that is gone. */
export async function forgetReadyFile(path: string): Promise<void> {
  // What cannot be removed cannot be replaced either, and that is told when it is tried.
  await rm(path, { force: true }).catch(() => undefined);
}
