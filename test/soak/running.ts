/**
 * A process of the soak. In: what to run and where its output goes. Out: its id, its end. Its output goes to files, so that
 * a kill loses no line and nobody but the process has work with it.
 */
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setPriority } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';

export interface Running {
  readonly pid: number;
  /** The code, or the signal's name when it died of one. */
  readonly exit: Promise<number | string>;
  hasEnded(): boolean;
  kill(signal: NodeJS.Signals): void;
}

export interface Command {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** `.out` and `.err` are added. */
  readonly output: string;
  /** Others come first. */
  readonly isPatient: boolean;
}

export function run({ args, cwd, env, output, isPatient }: Command): Running {
  const files = ['out', 'err'].map((name) => openSync(`${output}.${name}`, 'a'));
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', files[0], files[1]] });
  files.forEach(closeSync);
  const state = { hasEnded: false };
  const exit = new Promise<number | string>((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'unknown'));
    child.once('error', (error) => resolve(error.message));
  });
  void exit.then(() => (state.hasEnded = true));
  const pid = child.pid ?? 0;
  if (isPatient) favourOthers(pid);
  return { pid, exit, hasEnded: () => state.hasEnded, kill: (signal) => void child.kill(signal) };
}

function favourOthers(pid: number): void {
  try {
    setPriority(pid, 5);
  } catch {
    // It has ended already, or this system has no priorities.
  }
}

/** Asks it to end; kills it when it has not after `patience`. What it ended with, `hung` when it had to be killed. */
export async function endBy(running: Running, signal: NodeJS.Signals, patience = 45_000): Promise<number | string> {
  running.kill(signal);
  const left = new AbortController();
  const late = pause(patience, 'hung' as const, { signal: left.signal }).catch(() => 'hung' as const);
  const ended = await Promise.race([running.exit, late]);
  left.abort();
  if (ended !== 'hung') return ended;
  running.kill('SIGKILL');
  await running.exit;
  return 'hung';
}

/** Looks every so often; false when it has not become so within `patience`. */
export async function becomes(isSo: () => boolean | Promise<boolean>, patience: number): Promise<boolean> {
  for (const end = performance.now() + patience; performance.now() < end; await pause(50))
    if (await isSo()) return true;
  return isSo();
}
