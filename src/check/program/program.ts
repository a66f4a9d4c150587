/**
 * The handler as a program of ours (`--start CMD`): started, waited for, stopped, killed, started again.
 * In: a command line for a shell. Out: a program of which nothing is left when it has been stopped.
 */
import { startChild, type Child, type FirstSignal } from '../../child/child.ts';
import { createOutputTail, type OutputTail } from '../../child/output-tail.ts';
import { trouble, type Failure } from '../../core/failure.ts';
import { formatDuration, MINUTE, SECOND, type Millis } from '../../core/instant.ts';
import { withoutUserinfo } from '../../core/masking.ts';
import { pause } from '../../dial/deadline.ts';
import { isListening } from '../../dial/knock.ts';
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

const READY_TIMEOUT: Millis = MINUTE;
const LOOK_AGAIN: Millis = 50;

export function createProgram(options: ProgramOptions): Program {
  const output = createOutputTail();
  let running: Child | null = null;
  const end = async (first: FirstSignal): Promise<void> => {
    const ending = running;
    running = null;
    await ending?.stop(first);
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

function run({ command, cwd, env, stopTimeout }: ProgramOptions, output: OutputTail): Child {
  const child = startChild({ command, args: 'shell', cwd, env, stopTimeout });
  if (child === null) throw notStarted();
  output.follow(child.stdout);
  output.follow(child.stderr);
  return child;
}

/** Null when it is ready, else why not. */
async function untilReady(running: Child, options: ProgramOptions): Promise<string | null> {
  const { readyTimeout = READY_TIMEOUT, signal } = options;
  const startedAt = performance.now();
  while (performance.now() - startedAt < readyTimeout) {
    signal.throwIfAborted();
    if (await isReady(options, signal)) {
      running.look();
      return null;
    }
    const how = running.ended();
    // A command may send its work into the background and end.
    if (how !== null && !running.isAlive()) return `it ended with ${how} before the handler was ready`;
    await pause({ deadline: LOOK_AGAIN, signal });
  }
  return `the handler was not ready after ${formatDuration(readyTimeout)}`;
}

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

/** No shell, no such folder, no room for another process. */
function notStarted(): Failure {
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
