/**
 * A tunnel by a program of somebody else, found on the PATH: started, understood by what it prints, ended with all it has
 * started. In: what kind of program it is and our port. Out: a tunnel, or a `Failure` that says what went wrong and what
 * can be done. It never outlives us: a guard ends it even after a kill.
 */
import { tmpdir } from 'node:os';
import { startChild, type Child } from '../child/child.ts';
import { readLines } from '../child/lines.ts';
import { createOutputTail, type OutputTail } from '../child/output-tail.ts';
import { trouble, type Failure } from '../core/failure.ts';
import { formatDuration, SECOND, type Millis } from '../core/instant.ts';
import { maskSecrets } from '../core/masking.ts';
import { within } from '../dial/deadline.ts';
import { aborted } from './aborted.ts';
import { failureOf, type AgentKind, type Variables } from './agent-kind.ts';
import { watchAgent, type AgentWatch, type Opening } from './agent-watch.ts';
import { findProgram } from './find-program.ts';
import { createTroubles } from './troubles.ts';
import type { OpenRequest, Tunnel } from './tunnel.ts';

export interface AgentRequest extends OpenRequest {
  readonly env: Variables;
  readonly openDeadline: Millis;
  /** From SIGTERM to SIGKILL; a session ends its tunnel within a second. */
  readonly closeDeadline?: Millis;
}

/** A line of JSON with an address in it has a few hundred characters. */
const LONGEST_LINE = 16_000;
const LINES_TOLD = 6;
const CLOSE_DEADLINE: Millis = 0.7 * SECOND;

/** Throws `Failure` (exit 3). */
export async function openAgent(kind: AgentKind, request: AgentRequest): Promise<Tunnel> {
  const path = findProgram(kind.program, request.env);
  if (path === null) throw failureOf(kind.notInstalled);
  if (request.signal.aborted) throw aborted();
  const run = startAgent(kind, path, request);
  const opened = await within({ deadline: request.openDeadline, signal: request.signal }, run.watch.opening);
  if (typeof opened === 'object' && opened.kind === 'ready') return tunnelOver(run, opened.publicUrl);
  await run.child.stop('SIGTERM');
  throw opened === 'aborted' ? aborted() : explain(kind, opened, { ...run, ...request });
}

interface Run {
  readonly child: Child;
  readonly watch: AgentWatch;
  readonly tail: OutputTail;
  readonly onTrouble: Tunnel['onTrouble'];
}

function startAgent(kind: AgentKind, path: string, { port, env, closeDeadline = CLOSE_DEADLINE }: AgentRequest): Run {
  const child = startChild({
    command: path,
    args: kind.args(port),
    // Not where we were started: that folder may go, and no program shall read a configuration there.
    cwd: tmpdir(),
    env: kind.env(env),
    stopTimeout: closeDeadline,
  });
  if (child === null) throw notStarted(kind, path);
  const troubles = createTroubles();
  const watch = watchAgent(kind.program, troubles.report);
  const tail = createOutputTail();
  const hide = hiderOf(kind.secrets(env));
  const onLine = (line: string): void => {
    tail.add(hide(line));
    for (const news of kind.read(line)) watch.take(news);
  };
  readLines(child.stdout, { longest: LONGEST_LINE, onLine });
  readLines(child.stderr, { longest: LONGEST_LINE, onLine });
  void child.end.then((how) => {
    watch.ended(how);
    // Whatever it has started is of no use without it.
    return child.stop('SIGKILL');
  });
  return { child, watch, tail, onTrouble: troubles.listen };
}

function tunnelOver({ child, watch, onTrouble }: Run, publicUrl: string): Tunnel {
  let closing: Promise<void> | null = null;
  return {
    publicUrl,
    name: null,
    isNameGranted: true,
    onTrouble(listener) {
      onTrouble((text) => {
        // That it ends when it is closed is no trouble.
        if (closing === null) listener(text);
      });
    },
    isOver: () => watch.isOver(),
    close: () => (closing ??= child.stop('SIGTERM')),
  };
}

interface Told extends Pick<Run, 'watch' | 'tail'>, Pick<AgentRequest, 'openDeadline'> {}

function explain({ program }: AgentKind, opened: Opening | 'timeout', { watch, tail, openDeadline }: Told): Failure {
  const known = typeof opened === 'object' && opened.kind === 'failed' ? opened.trouble : watch.known();
  if (known !== null) return failureOf(known);
  const what =
    typeof opened === 'object' && opened.kind === 'ended'
      ? `${program} ended (${opened.how}) before the tunnel was open.`
      : `${program} did not open a tunnel within ${formatDuration(openDeadline)}.`;
  const lines = tail.since(0, LINES_TOLD);
  const told =
    lines.length === 0 ? 'It printed nothing.' : ['Its last output:', ...lines.map((line) => `  ${line}`)].join('\n');
  return trouble('tunnel-not-ready', `${what}\n${told}`, { hint: ELSEWHERE });
}

function notStarted({ program }: AgentKind, path: string): Failure {
  const text = `${program} could not be started (${path}): it may be made for another system or processor.`;
  return trouble('tunnel-not-started', text, { hint: ELSEWHERE });
}

const ELSEWHERE = 'Try again, choose another tunnel with --tunnel, or give an address of your own with --public-url.';

function hiderOf(secrets: readonly string[]): (line: string) => string {
  const known = secrets.filter((secret) => secret !== '');
  return (line) => maskSecrets(known.reduce((masked, secret) => masked.replaceAll(secret, '…'), line));
}
