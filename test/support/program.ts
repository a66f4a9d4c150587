/**
 * The real program in a process of its own, without a terminal: started, read line by line, ended by its id.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const BIN: string = fileURLToPath(new URL('../../bin/upgates-dev.js', import.meta.url));

export type JsonLine = Readonly<Record<string, unknown>> & { readonly kind: string };

export interface Program {
  readonly pid: number;
  /** Parsed NDJSON lines of stdout so far; a line that is no JSON object fails the reader. */
  lines(): readonly JsonLine[];
  stdout(): string;
  stderr(): string;
  /** The first line that fits, now or later; rejects with what was seen when none has come `patience` later (a minute). */
  line(fits: (line: JsonLine) => boolean, patience?: number): Promise<JsonLine>;
  kill(signal: NodeJS.Signals): void;
  /** The exit code, or the signal's name when it died of one. */
  readonly exit: Promise<number | string>;
}

export interface ProgramOptions {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** Not shared by all runs of all versions of the tests on a machine, as the folder for temporary files itself would be. */
const NOBODYS_HOME = join(tmpdir(), `upgates-dev-test-home-${process.pid}`);

/** Starts `node bin/upgates-dev.js` with a clean environment: no credentials and no state of the person running tests. */
export function startProgram({ args, env = {}, cwd }: ProgramOptions): Program {
  const child: ChildProcess = spawn(process.execPath, [BIN, ...args], {
    cwd: cwd ?? tmpdir(),
    env: { PATH: process.env['PATH'] ?? '', HOME: cwd ?? NOBODYS_HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const check of waiting) check();
  };
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    output.stdout += chunk;
    wake();
  });
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    output.stderr += chunk;
  });
  const exit = new Promise<number | string>((resolve) => {
    child.once('close', (code, signal) => {
      resolve(code ?? signal ?? 'unknown');
      wake();
    });
  });
  let hasEnded = false;
  void exit.then(() => {
    hasEnded = true;
    wake();
  });
  const lines = (): readonly JsonLine[] => parseLines(output.stdout);
  return {
    pid: child.pid ?? 0,
    lines,
    stdout: () => output.stdout,
    stderr: () => output.stderr,
    exit,
    kill: (signal) => void child.kill(signal),
    line: (fits, patience = PATIENCE) =>
      new Promise((resolve, reject) => {
        const stop = (): void => {
          clearTimeout(deadline);
          waiting.delete(check);
        };
        const give = (up: string): void => {
          stop();
          reject(new Error(`${up}\nstdout: ${output.stdout}\nstderr: ${output.stderr}`));
        };
        const check = (): void => {
          const found = lines().find(fits);
          if (found === undefined) return hasEnded ? give('The program ended without that line.') : undefined;
          stop();
          resolve(found);
        };
        const deadline = setTimeout(() => give(`That line did not come within ${patience} ms.`), patience);
        waiting.add(check);
        check();
      }),
  };
}

/** Less than a test of this kind has: so it fails with what was seen, and not by its own timeout. */
const PATIENCE = 60_000;

function parseLines(text: string): readonly JsonLine[] {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  return whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as JsonLine);
}

/** An empty folder for one test. */
export async function temporaryFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'upgates-dev-test-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
