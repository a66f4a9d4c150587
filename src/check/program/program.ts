/**
 * The handler as a program of ours (`--start CMD`): started, waited for, stopped, killed, started again.
 * In: a command line for a shell. Out: a program of which nothing is left when it has been stopped.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { trouble, type Failure } from '../../core/failure.ts';
import { formatDuration, MINUTE, SECOND, type Millis } from '../../core/instant.ts';
import { withoutUserinfo } from '../../core/masking.ts';
import { pause } from '../../dial/deadline.ts';
import { createFamily, MARK_VARIABLE, type Family } from './family.ts';
import { postGuard, type Guard } from './guard.ts';
import { isListening } from '../../dial/knock.ts';
import { createOutputTail, type OutputTail } from './output-tail.ts';
import { isReady, type Readiness } from './readiness.ts';

export interface ProgramOptions extends Readiness {
  /** For the shell. */
  readonly command: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** From SIGTERM to SIGKILL. */
  readonly stopTimeout: Millis;
  /** Until it must be ready. */
  readonly readyTimeout?: Millis;
  /** Ends every wait for it to become ready. */
  readonly signal: AbortSignal;
}

export interface Program {
  readonly output: OutputTail;
  /** Resolves when it is ready. Throws `Failure` (exit 3) when it ends or does not get ready in time. */
  start(): Promise<void>;
  /** SIGTERM to all of it, after the stop timeout SIGKILL. Resolves when nothing is left. Never rejects for want of one. */
  stop(): Promise<void>;
  /** SIGKILL to all of it. */
  kill(): Promise<void>;
}

/** One run of the command. */
interface Running {
  readonly child: ChildProcess;
  readonly family: Family;
  readonly guard: Guard;
  /** How the shell ended; null while it runs. */
  ended(): string | null;
}

const READY_TIMEOUT: Millis = MINUTE;
const LOOK_AGAIN: Millis = 50;
/** SIGKILL needs no time of its own, but a machine under load does. */
const KILL_TIMEOUT: Millis = 10 * SECOND;

export function createProgram(options: ProgramOptions): Program {
  const output = createOutputTail();
  let running: Running | null = null;
  const end = async (first: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    if (running === null) return;
    const ending = running;
    running = null;
    await endAll(ending, { first, stopTimeout: options.stopTimeout });
  };
  return {
    output,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    async start() {
      await end('SIGKILL');
      await refuseTaken(options);
      const mark = output.mark();
      running = run(options, output);
      const problem = await untilReady(running, options);
      if (problem === null) return;
      await end('SIGTERM');
      throw notReady(problem, output.since(mark, LINES_TOLD));
    },
  };
}

function run({ command, cwd, env, stopTimeout }: ProgramOptions, output: OutputTail): Running {
  const mark = randomBytes(8).toString('hex');
  const child = spawn(command, {
    shell: true,
    // A group of its own, so that all of it can be ended, and so that Ctrl-C is ours alone.
    detached: true,
    cwd,
    env: { ...env, [MARK_VARIABLE]: mark },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Its number would be 0, and a signal to the group of that number would be one to ours.
  if (child.pid === undefined) throw notStarted(child);
  let ended: string | null = null;
  child.once('error', (error) => (ended = error.message));
  child.once('exit', (code, signal) => (ended = signal === null ? `exit code ${code ?? 0}` : signal));
  output.follow(child.stdout);
  output.follow(child.stderr);
  const whom = { group: child.pid, mark };
  return { child, family: createFamily(whom), guard: postGuard(whom, stopTimeout), ended: () => ended };
}

/** Null when it is ready, else why not. */
async function untilReady(running: Running, options: ProgramOptions): Promise<string | null> {
  const { readyTimeout = READY_TIMEOUT, signal } = options;
  const startedAt = performance.now();
  while (performance.now() - startedAt < readyTimeout) {
    signal.throwIfAborted();
    if (await isReady(options, signal)) {
      running.family.look();
      return null;
    }
    const how = running.ended();
    // A command may send its work into the background and end.
    if (how !== null && !running.family.isAlive()) return `it ended with ${how} before the handler was ready`;
    await pause({ deadline: LOOK_AGAIN, signal });
  }
  return `the handler was not ready after ${formatDuration(readyTimeout)}`;
}

interface Ending {
  readonly first: 'SIGTERM' | 'SIGKILL';
  readonly stopTimeout: Millis;
}

async function endAll({ child, family, guard }: Running, { first, stopTimeout }: Ending): Promise<void> {
  if (first === 'SIGTERM') {
    family.signal('SIGTERM');
    await untilGone(family, stopTimeout);
  }
  const startedAt = performance.now();
  while (family.isAlive() && performance.now() - startedAt < KILL_TIMEOUT) {
    // Again and again: a process may fork while we look.
    family.signal('SIGKILL');
    await untilGone(family, LOOK_AGAIN);
  }
  guard.dismiss();
  child.stdout?.destroy();
  child.stderr?.destroy();
}

async function untilGone(family: Family, deadline: Millis): Promise<void> {
  const startedAt = performance.now();
  while (family.isAlive() && performance.now() - startedAt < deadline) {
    await pause({ deadline: Math.min(LOOK_AGAIN, deadline), signal: NEVER });
  }
}

/** Ending is never cut short: it has deadlines of its own. */
const NEVER: AbortSignal = new AbortController().signal;

/** Whatever listens there already would be tested in place of what we start. */
async function refuseTaken({ url, signal }: ProgramOptions): Promise<void> {
  if (!(await isListening(url, { deadline: SECOND, signal }))) return;
  throw trouble(
    'handler-port-taken',
    `Something listens at ${withoutUserinfo(url.href)} before --start has started anything.`,
    {
      hint: 'Stop it, or leave out --start to test it as it is.',
    },
  );
}

/** No shell, no such folder, no room for another process: Node tells which a moment later, in an event. */
function notStarted(child: ChildProcess): Failure {
  child.on('error', () => undefined);
  return trouble('handler-not-started', '--start: the shell for the command could not be started.');
}

const LINES_TOLD = 10;

function notReady(problem: string, lines: readonly string[]): Failure {
  const told =
    lines.length === 0 ? 'It printed nothing.' : ['Its last output:', ...lines.map((line) => `  ${line}`)].join('\n');
  return trouble('handler-not-ready', `--start: ${problem}.\n${told}`, {
    hint: 'Ready means that the address accepts a connection, or that --ready-url answers below 500.',
  });
}
