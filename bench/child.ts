/**
 * A program of a bench in a process of its own. In: what to run. Out: its lines as they come, its end.
 * Everything started is ended with the figure it was started for, by its id.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { text as readAll } from 'node:stream/consumers';
import type { Bench } from './figure.ts';

export interface ChildRequest {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A file to write standard output to; `pipe` to read it. */
  readonly stdout: 'pipe' | number;
}

export interface Child {
  readonly pid: number;
  /** The first line for which `fits` is true, from now on or before. Rejects at the program's end or the deadline. */
  line(fits: (line: string) => boolean, deadline?: number): Promise<string>;
  /** Asks it to end and waits. */
  end(): Promise<void>;
  readonly exit: Promise<void>;
  /** Its standard error so far. */
  said(): string;
}

const DEADLINE = 30_000;
/** Whatever the person measuring has set must not reach the measured. */
const CLEAN_ENVIRONMENT = { PATH: process.env['PATH'] ?? '', HOME: tmpdir() };

export function startChild(bench: Bench, { command, args, env = {}, stdout }: ChildRequest): Child {
  const child = spawn(command, args, {
    cwd: tmpdir(),
    env: { ...CLEAN_ENVIRONMENT, ...env },
    stdio: ['ignore', stdout, 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const exit = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', (error) => {
      output.stderr += error.message;
      resolve();
    });
  });
  const end = async (): Promise<void> => {
    child.kill('SIGTERM');
    const last = setTimeout(() => child.kill('SIGKILL'), DEADLINE);
    await exit;
    clearTimeout(last);
  };
  bench.defer(end);
  const line: Child['line'] = (fits, deadline = DEADLINE) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => fail(`said nothing within ${deadline / 1000} s`), deadline);
      const fail = (why: string): void => {
        clearTimeout(timer);
        reject(new Error(`${command} ${args.join(' ')} ${why}\n${output.stderr}`));
      };
      const look = (): void => {
        const found = wholeLines(output.stdout).find(fits);
        if (found === undefined) return;
        child.stdout?.off('data', look);
        clearTimeout(timer);
        resolve(found);
      };
      child.stdout?.on('data', look);
      void exit.then(() => {
        look();
        fail('ended before');
      });
      look();
    });
  return { pid: child.pid ?? 0, line, end, exit, said: () => output.stderr };
}

function wholeLines(text: string): readonly string[] {
  return text.split('\n').slice(0, -1);
}

/** Milliseconds from the start of a program to its end. */
export function timeRun(args: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  const child: ChildProcess = spawn(process.execPath, args, { cwd: tmpdir(), env: CLEAN_ENVIRONMENT, stdio: 'ignore' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve(performance.now() - startedAt);
      else reject(new Error(`node ${args.join(' ')} ended with ${code}`));
    });
  });
}

const TELL_MEMORY = `data:text/javascript,process.on('exit',()=>process.stderr.write('peak '+process.resourceUsage().maxRSS+' kB'))`;

/** The most memory a program held from its start to its end, in bytes. */
export async function measureRun(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, ['--import', TELL_MEMORY, ...args], {
    cwd: tmpdir(),
    env: CLEAN_ENVIRONMENT,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const peak = /peak (\d+) kB$/.exec(await readAll(child.stderr))?.[1];
  if (peak === undefined) throw new Error(`node ${args.join(' ')} did not tell its memory`);
  return Number(peak) * 1024;
}
