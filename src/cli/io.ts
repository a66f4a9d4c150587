/**
 * Everything a command may touch of the process it runs in, passed in so that commands can be tested in one.
 */
import type { Readable, Writable } from 'node:stream';
import { isatty } from 'node:tty';
import type { Instant } from '../core/instant.ts';
import type { Variables } from '../settings/environment.ts';

/** Both ends of a real terminal, as the screen needs them. */
export interface Terminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
}

export interface Io {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** Null unless standard input and output are both a terminal. */
  readonly terminal: Terminal | null;
  readonly isTty: { readonly stdin: boolean; readonly stdout: boolean };
  readonly env: Variables;
  readonly cwd: string;
  readonly now: () => Instant;
}

/** The process we are. */
export function systemIo(): Io {
  const { stdin, stdout, stderr, env } = process;
  const isTty = { stdin: isatty(0), stdout: isatty(1) };
  const terminal = isTty.stdin && isTty.stdout ? { stdin, stdout } : null;
  return { stdin, stdout, stderr, terminal, isTty, env, cwd: process.cwd(), now: () => Date.now() };
}
