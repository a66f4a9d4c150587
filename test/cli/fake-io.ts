/**
 * A process for one command line: a terminal only where somebody answers, its own environment, output kept.
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
  /** A person at a terminal types this; without it nobody is there. */
  readonly answer?: string;
}

export async function run(argv: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { env = {}, cwd = projectWith(), answer = null } = options;
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  if (answer !== null) stdin.write(answer);
  const io: Io = {
    stdin,
    stdout,
    stderr,
    terminal: null,
    isTty: { stdin: answer !== null, stdout: answer !== null },
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
