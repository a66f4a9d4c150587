/**
 * The log file in the data directory: the only place for stack traces. Lines are appended and secrets masked.
 * It must never break what it tells of: a log that cannot be written says so by its path being null.
 */
import { closeSync, constants, existsSync, lstatSync, mkdirSync, openSync, renameSync } from 'node:fs';
import { statSync, writeFileSync, writeSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inspect } from 'node:util';
import { isoUtc, type Instant } from '../core/instant.ts';
import { maskSecrets } from '../core/masking.ts';
import { printableLines } from '../core/printable.ts';

type LogLevel = 'info' | 'warning' | 'error';

export interface Log {
  /** `cause` is written with its stack and with what caused it. Never throws. */
  write(level: LogLevel, text: string, cause?: unknown): void;
  /** The file; null while nothing could be written. */
  path(): string | null;
}

export interface LogOptions {
  readonly dataDir: string;
  readonly now: () => Instant;
  /** Texts that must not appear, however short: the shop's login and key. */
  readonly secrets?: readonly string[];
}

const FILE = 'upgates-dev.log';
/** Then the file is put aside as `.1`, and the one before it is gone. */
const LARGEST = 5_000_000;
const DEEPEST_CAUSE = 5;

/** Makes nothing until the first line. */
export function createLog({ dataDir, now, secrets = [] }: LogOptions): Log {
  const path = join(dataDir, FILE);
  let hasWritten = false;
  return {
    write(level, text, cause) {
      const lines = [text, ...stackOf(cause)].flatMap((part) => printableLines(maskAll(part, secrets)));
      try {
        if (!hasWritten) prepare(dataDir, path);
        append(path, `${isoUtc(now())} ${level} ${lines.join('\n    ')}\n`);
        hasWritten = true;
      } catch {
        hasWritten = false;
      }
    },
    path: () => (hasWritten ? path : null),
  };
}

/** Not through a link: one of a repository's could lead into a file that a shell runs. 0 where the system has no such flag. */
const APPEND = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0);

function append(path: string, text: string): void {
  const file = openSync(path, APPEND, 0o600);
  try {
    writeSync(file, text);
  } finally {
    closeSync(file);
  }
}

function maskAll(text: string, secrets: readonly string[]): string {
  const known = secrets.filter((secret) => secret !== '');
  return maskSecrets(known.reduce((masked, secret) => masked.replaceAll(secret, '…'), text));
}

function stackOf(cause: unknown, depth = 0): readonly string[] {
  if (cause === undefined || cause === null || depth > DEEPEST_CAUSE) return [];
  if (!(cause instanceof Error)) return [inspect(cause)];
  return [cause.stack ?? cause.message, ...stackOf(cause.cause, depth + 1)];
}

/** A directory that was there before may be a person's own: only ours is hidden from git. */
function prepare(dataDir: string, path: string): void {
  const isOurs = mkdirSync(dataDir, { recursive: true, mode: 0o700 }) !== undefined;
  const ignore = join(dataDir, '.gitignore');
  if (isOurs && !existsSync(ignore)) writeFileSync(ignore, '*\n', { mode: 0o600 });
  if (basename(dataDir) === '.upgates-dev' && lstatSync(dataDir).isSymbolicLink()) throw new Error('a link');
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LARGEST) renameSync(path, `${path}.1`);
}
