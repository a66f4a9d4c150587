/**
 * A program that we start and are sure to end: in a process group of its own, with a guard that ends it when we are
 * killed. In: a command. Out: the running program, how it ended, and a stop after which nothing of it is left.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import { SECOND, type Millis } from '../core/instant.ts';
import { pause } from '../dial/deadline.ts';
import { createFamily, MARK_VARIABLE, type Family } from './family.ts';
import { postGuard, type Guard } from './guard.ts';

export interface Command {
  /** A program, or a whole line for the shell when there are no `args`. */
  readonly command: string;
  readonly args: readonly string[] | 'shell';
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** From SIGTERM to SIGKILL. */
  readonly stopTimeout: Millis;
}

export type FirstSignal = 'SIGTERM' | 'SIGKILL';

export interface Child {
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
  /** How the program itself ended: `exit code 1`, `SIGKILL`; null while it runs. Its children may live on. */
  ended(): string | null;
  /** Resolves with the same, once what it printed has been read. Never rejects. */
  readonly end: Promise<string>;
  isAlive(): boolean;
  /** Remembers its children, so that they are known if they leave the group. */
  look(): void;
  /** Ends all of it; with SIGTERM first it has its stop timeout. Resolves when nothing is left. Never rejects. */
  stop(first: FirstSignal): Promise<void>;
}

const LOOK_AGAIN: Millis = 50;
/** SIGKILL needs no time of its own, but a machine under load does. */
const KILL_TIMEOUT: Millis = 10 * SECOND;
/** A child of the program may keep its output open for ever. */
const LAST_WORDS: Millis = SECOND / 4;

/** Null when there is no such program, or no room for another process. */
export function startChild(command: Command): Child | null {
  const mark = randomBytes(8).toString('hex');
  const child = spawnOf(command, mark);
  // Its number would be 0, and a signal to the group of that number would be one to ours.
  if (child?.pid === undefined) return null;
  let ended: string | null = null;
  child.once('exit', (code, name) => (ended = name === null ? `exit code ${code ?? 0}` : name));
  const whom = { group: child.pid, mark };
  const parts = { child, family: createFamily(whom), guard: postGuard(whom, command.stopTimeout) };
  const isAlive = (): boolean => (IS_WINDOWS ? ended === null : parts.family.isAlive());
  return {
    stdout: child.stdout,
    stderr: child.stderr,
    ended: () => ended,
    end: endOf(child, () => ended ?? 'an unknown end'),
    isAlive,
    look: () => parts.family.look(),
    stop: (first) => stop({ ...parts, isAlive }, { first, stopTimeout: command.stopTimeout }),
  };
}

const IS_WINDOWS = process.platform === 'win32';

/** Some troubles are thrown, such as a program for another processor; most come a moment later, in an event. */
function spawnOf({ command, args, cwd, env }: Command, mark: string): ChildProcess | null {
  try {
    const child = spawn(command, args === 'shell' ? [] : args, {
      shell: args === 'shell',
      // A group of its own, so that all of it can be ended, and so that Ctrl-C is ours alone.
      detached: !IS_WINDOWS,
      windowsHide: true,
      cwd,
      env: { ...env, [MARK_VARIABLE]: mark },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.on('error', () => undefined);
    return child;
  } catch {
    return null;
  }
}

function endOf(child: ChildProcess, how: () => string): Promise<string> {
  return new Promise((resolve) => {
    child.once('close', () => resolve(how()));
    child.once('exit', () => setTimeout(() => resolve(how()), LAST_WORDS).unref());
  });
}

interface Stopping {
  readonly child: ChildProcess;
  readonly family: Family;
  readonly guard: Guard;
  readonly isAlive: () => boolean;
}

interface Ending {
  readonly first: FirstSignal;
  readonly stopTimeout: Millis;
}

async function stop(running: Stopping, { first, stopTimeout }: Ending): Promise<void> {
  const { child, guard, isAlive } = running;
  if (first === 'SIGTERM') {
    signal(running, 'SIGTERM');
    await untilGone(isAlive, stopTimeout);
  }
  const startedAt = performance.now();
  while (isAlive() && performance.now() - startedAt < KILL_TIMEOUT) {
    // Again and again: a process may fork while we look.
    signal(running, 'SIGKILL');
    await untilGone(isAlive, LOOK_AGAIN);
  }
  guard.dismiss();
  child.stdout?.destroy();
  child.stderr?.destroy();
}

/** Windows has no process groups, and both signals end a process at once. */
function signal({ child, family }: Stopping, name: FirstSignal): void {
  if (IS_WINDOWS) child.kill(name);
  else family.signal(name);
}

async function untilGone(isAlive: () => boolean, deadline: Millis): Promise<void> {
  const startedAt = performance.now();
  while (isAlive() && performance.now() - startedAt < deadline) {
    await pause({ deadline: Math.min(LOOK_AGAIN, deadline), signal: NEVER });
  }
}

/** Ending is never cut short: it has deadlines of its own. */
const NEVER: AbortSignal = new AbortController().signal;
