/**
 * A session of ours in the soak. In: the project it is run in. Out: it can be started in one of its many ways, frozen, killed
 * and started again; what it ends with is checked each time.
 */
import { existsSync, rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { openTerminal } from '../support/terminal.ts';
import { PROGRAM, soakProgram } from './places.ts';
import { becomes, endBy, run, type Running } from './running.ts';

export interface Way {
  readonly isOnScreen: boolean;
  /** Arguments after `listen`. */
  readonly args: readonly string[];
}

/** The guest is a second session in the victim's project. */
export type OwnName = 'victim' | 'survivor' | 'guest';

export interface Own {
  readonly name: OwnName;
  readonly project: string;
  starts(): number;
  pid(): number | null;
  isReady(): boolean;
  /** Begins a start and waits for nothing. */
  begin(way: Way): Running;
  /** Whether it became ready; it may end with 3 instead, when what it needs is down. */
  start(way: Way): Promise<boolean>;
  /** What it ended with; anything but what is meant is trouble. */
  end(signal: NodeJS.Signals): Promise<number | string>;
  freeze(ms: number): Promise<void>;
}

export interface OwnOptions {
  readonly name: OwnName;
  readonly project: string;
  /** Asked at each start. */
  readonly env: () => Readonly<Record<string, string>>;
  readonly output: (name: string) => string;
  readonly onTrouble: (text: string) => void;
  readonly onEnd: (exit: number | string) => void;
}

/** Each step of a start has a deadline of its own; together they are well below this. */
const READY_WITHIN = 150_000;

const BY_SIGNAL: Partial<Record<NodeJS.Signals, number | string>> = {
  SIGHUP: 129,
  SIGINT: 130,
  SIGTERM: 143,
  SIGKILL: 'SIGKILL',
};

interface State {
  now: Running | null;
  starts: number;
  meant: NodeJS.Signals | null;
  wasReady: boolean;
}

export function createOwn(options: OwnOptions): Own {
  const { name, project, output, onTrouble, onEnd } = options;
  // Not in the project, whose disk is sick at times.
  const readyFile = output(`${name}-ready.json`);
  const state: State = { now: null, starts: 0, meant: null, wasReady: false };
  const isReady = (): boolean => state.now !== null && !state.now.hasEnded() && existsSync(readyFile);
  const begin = (way: Way): Running => {
    state.starts += 1;
    state.meant = null;
    state.wasReady = false;
    rmSync(readyFile, { force: true });
    const running = launch(options, { way, start: state.starts, readyFile });
    state.now = running;
    void running.exit.then((exit) => {
      onEnd(exit);
      // Ready once and ended without having been told to, or not with one of the codes for trouble of others.
      if (state.meant !== null || state.now !== running || (exit === 3 && !state.wasReady)) return;
      onTrouble(`${name} ${state.starts} ended by itself: ${exit}`);
    });
    return running;
  };
  return {
    name,
    project,
    starts: () => state.starts,
    pid: () => (state.now === null || state.now.hasEnded() ? null : state.now.pid),
    isReady,
    begin,
    async start(way) {
      const running = begin(way);
      const hasSettled = await becomes(() => isReady() || running.hasEnded(), READY_WITHIN);
      if (!hasSettled) onTrouble(`${name} ${state.starts} was neither ready nor over in ${READY_WITHIN / 1000} s`);
      state.wasReady = isReady();
      return state.wasReady;
    },
    async end(signal) {
      const running = state.now;
      if (running === null || running.hasEnded()) return 'not running';
      state.meant = signal;
      const exit = await endBy(running, signal);
      if (exit !== BY_SIGNAL[signal]) onTrouble(`${name} ${state.starts} ended with ${exit} after ${signal}`);
      return exit;
    },
    async freeze(ms) {
      state.now?.kill('SIGSTOP');
      await pause(ms);
      state.now?.kill('SIGCONT');
    },
  };
}

interface Launch {
  readonly way: Way;
  readonly start: number;
  readonly readyFile: string;
}

function launch({ name, project, env, output }: OwnOptions, { way, start, readyFile }: Launch): Running {
  const loaded = ['--expose-gc', '--import', soakProgram('probe'), PROGRAM];
  const args = [...loaded, 'listen', ...way.args, '--ready-file', readyFile];
  if (way.isOnScreen) return onScreen([...args, '--output', 'tui'], { cwd: project, env: env() });
  return run({
    args: [...args, '--json'],
    cwd: project,
    env: env(),
    output: output(`${name}-${start}`),
    isPatient: false,
  });
}

/** In a pseudo-terminal, whose other end is read and thrown away. */
function onScreen(
  args: readonly string[],
  { cwd, env }: { cwd: string; env: Readonly<Record<string, string>> },
): Running {
  const nobody = Object.fromEntries(Object.keys(process.env).map((name) => [name, undefined]));
  const terminal = openTerminal({
    command: process.execPath,
    args,
    cols: 100,
    rows: 30,
    cwd,
    env: { ...nobody, ...env, TERM: 'xterm-256color' },
  });
  const state = { hasEnded: false };
  const exit = terminal.exit.then((code) => {
    state.hasEnded = true;
    return code === 137 ? 'SIGKILL' : code;
  });
  return {
    pid: terminal.pid,
    exit,
    hasEnded: () => state.hasEnded,
    kill: (signal) => {
      if (!state.hasEnded) terminal.kill(signal);
    },
  };
}
