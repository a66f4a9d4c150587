/**
 * A process for one command line: no terminal, its own environment, output kept.
 */
import { PassThrough } from 'node:stream';
import type { Instant } from '../../src/core/instant.ts';
import type { Io } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';
import { projectWith } from '../settings/sources.ts';

export const NOW: Instant = Date.UTC(2026, 10, 23, 10, 15, 42);

export interface Ran {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The lines of stdout as JSON; throws when one is none. */
  json(): readonly Readonly<Record<string, unknown>>[];
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

export async function run(argv: readonly string[], { env = {}, cwd = projectWith() }: RunOptions = {}): Promise<Ran> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const io: Io = {
    stdin: new PassThrough(),
    stdout,
    stderr,
    terminal: null,
    isTty: { stdin: false, stdout: false },
    env: { HOME: cwd, ...env },
    cwd,
    now: () => NOW,
  };
  const exit = await main(argv, io);
  const text = textOf(stdout);
  return { exit, stdout: text, stderr: textOf(stderr), json: () => parseLines(text) };
}

function textOf(stream: PassThrough): string {
  const chunk: unknown = stream.read();
  return Buffer.isBuffer(chunk) ? chunk.toString('utf8') : '';
}

function parseLines(text: string): readonly Readonly<Record<string, unknown>>[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
}
