/**
 * The user's editor while it runs: it has the terminal, and it ends with us, with all that it has started there. In: its
 * command and a file. Out: how it failed.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { setTimeout as later } from 'node:timers/promises';
import type { Millis } from '../core/instant.ts';
import { printable } from '../core/printable.ts';

export interface EditorRun {
  /** As the shell runs it: `vim`, `code --wait`. */
  readonly editor: string;
  readonly file: string;
  readonly signal: AbortSignal;
}

/** Null when it ended well. By then it has let go of the terminal. Never rejects. */
export async function runEditor(run: EditorRun): Promise<string | null> {
  const { signal } = run;
  if (signal.aborted) return 'there was no time for it any more';
  const child = start(run);
  let ending: Promise<void> = Promise.resolve();
  const end = (): void => {
    ending = endAll(child);
  };
  signal.addEventListener('abort', end, { once: true });
  const how = await endOf(child);
  signal.removeEventListener('abort', end);
  await ending;
  return how;
}

/** The shell takes the editor's own arguments apart; the file's name is never part of what it reads. */
function start({ editor, file }: EditorRun): ChildProcess {
  return process.platform === 'win32'
    ? spawn(`${editor} "${file}"`, { shell: true, stdio: 'inherit' })
    : spawn('/bin/sh', ['-c', `${editor} "$1"`, 'sh', file], { stdio: 'inherit' });
}

function endOf(child: ChildProcess): Promise<string | null> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(printable(error.message)));
    child.once('close', (code, killedBy) => {
      if (code === 0) return resolve(null);
      resolve(code === null ? `it was ended by ${killedBy ?? 'a signal'}` : `its exit code was ${code}`);
    });
  });
}

/** An editor asks what to do with what is not saved; there is nobody to answer. */
const PATIENCE: Millis = 1000;
const LOOK_EVERY: Millis = 25;

async function endAll(child: ChildProcess): Promise<void> {
  const started = startedBy(child.pid ?? 0);
  child.kill('SIGTERM');
  for (const pid of started) send(pid, 'SIGTERM');
  const family = [child.pid ?? 0, ...started];
  for (let waited = 0; waited < PATIENCE && family.some((pid) => send(pid, 0)); waited += LOOK_EVERY)
    await later(LOOK_EVERY);
  for (const pid of family) send(pid, 'SIGKILL');
}

/** False when it is there no more. */
function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return pid > 0 && process.kill(pid, signal);
  } catch {
    return false;
  }
}

const PS_DEADLINE: Millis = 1000;

/** Those who share our terminal; an editor with a window of its own, which may hold other files, has left the group. */
function startedBy(pid: number): readonly number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=', '-o', 'ppid=', '-o', 'pgid='], {
    encoding: 'utf8',
    timeout: PS_DEADLINE,
  });
  const rows = (stdout ?? '').split('\n').map((row) => row.trim().split(/\s+/).map(Number));
  const group = rows.find(([own]) => own === pid)?.[2];
  const below = (parent: number): readonly number[] =>
    rows.flatMap(([own = 0, of, in_]) => (of === parent && in_ === group ? [own, ...below(own)] : []));
  return below(pid);
}
