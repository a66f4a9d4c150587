/**
 * The program as a job of a real shell in a pseudo-terminal, as a developer starts it: with earlier output on the screen
 * and above it. In: a command line. Out: what must be as before once the program is gone, and whether it is.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { dataDirOf, openBench, type Bench } from './killed-program.ts';
import { BIN } from './program.ts';
import { credentialsFor } from './shop-double.ts';
import { openTerminal, type OpenTerminal, type TerminalModes } from './terminal.ts';

export interface Shell {
  readonly terminal: OpenTerminal;
  readonly bench: Bench;
  /** Types a command line and Enter. */
  type(line: string): void;
  /** Waits until a row contains the text or fits the pattern; gives the rows. */
  see(text: string | RegExp): Promise<readonly string[]>;
  press(...keys: readonly string[]): void;
  /** Waits until the shell waits for a command. */
  prompt(): Promise<void>;
  /** Starts `listen` with its screen, and does not wait. */
  begin(args?: string): void;
  /** Starts it and waits until it is ready for calls. */
  listen(args?: string): Promise<void>;
  /** Types `fg`. */
  bringBack(): void;
  /** Of the program that runs now. */
  pid(): number;
  signal(name: NodeJS.Signals): void;
  /** Waits for the end and looks at everything that it must leave as it was; gives what was printed after it. */
  leftAsBefore(code: number, but?: Exceptions): Promise<readonly string[]>;
  /** What the program itself has started and what that has. */
  descendants(): readonly number[];
  /** Those of them that still run. */
  living(pids: readonly number[]): readonly number[];
  /** Waits until the program runs no more. */
  gone(): Promise<void>;
  /** What a session must not leave: all empty. */
  leftBehind(): LeftBehind;
  close(): Promise<void>;
}

export interface Exceptions {
  /** Calls that the shop has not answered: what they may have made is looked for at the next start. */
  readonly unanswered?: number;
}

export interface LeftBehind {
  readonly webhooks: readonly unknown[];
  readonly doors: readonly string[];
  readonly ledgers: readonly string[];
  readonly sockets: readonly string[];
}

export interface ShellRequest {
  readonly cols?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export const NOTHING: LeftBehind = { webhooks: [], doors: [], ledgers: [], sockets: [] };

export const ORDINARY: TerminalModes = {
  buffer: 'normal',
  cursor: 'shown',
  wraps: true,
  bracketedPaste: false,
  mouse: 'none',
  focus: false,
  cursorKeys: false,
  keypad: false,
  insert: false,
  origin: false,
};

/** Lines the shell has printed before: more than the window shows. */
const EARLIER = 40;

export async function openShell({ cols = 100, rows = 30, env = {} }: ShellRequest = {}): Promise<Shell> {
  const bench = await openBench();
  // Or the shell itself would switch marked pastes on and off at every prompt.
  await writeFile(join(bench.folder, 'inputrc'), 'set enable-bracketed-paste off\n');
  const terminal = openTerminal({
    command: 'bash',
    args: ['--norc', '--noprofile', '-i'],
    cols,
    rows,
    cwd: bench.folder,
    env: {
      HOME: bench.folder,
      INPUTRC: join(bench.folder, 'inputrc'),
      XDG_RUNTIME_DIR: join(bench.folder, 'run'),
      PS1: '$ ',
      LISTEN: `${process.execPath} ${BIN} listen --tunnel none -e Orders.* --data-dir ${dataDirOf(bench.folder)}`,
      EDITOR: undefined,
      VISUAL: undefined,
      ...credentialsFor(bench.shop),
      ...env,
    },
  });
  const type: Shell['type'] = (line) => terminal.press(`${line}\r`);
  const see: Shell['see'] = (text) =>
    terminal.waitFor(
      (shown) => shown.some((row) => (typeof text === 'string' ? row.includes(text) : text.test(row))),
      20_000,
    );
  const prompt = async (): Promise<void> => {
    await terminal.waitFor((shown) => shown.findLast((row) => row !== '') === '$ ', 20_000);
  };
  const run = { terminal, bench, see, type };
  let before: Before = { rows: [], runs: 0 };
  const typeJob = (job: string): void =>
    type(`${job}; echo "code $? of run ${before.runs}"; stty -g > modes-${before.runs}`);
  const begin: Shell['begin'] = (args = '') => {
    before = { rows: printed(terminal), runs: before.runs + 1 };
    typeJob(`$LISTEN ${args}`);
  };
  await prompt();
  type(`stty -g > modes-0; for i in {1..${EARLIER}}; do echo earlier line $i; done`);
  await see(`earlier line ${EARLIER}`);
  await prompt();
  return {
    ...run,
    prompt,
    begin,
    async listen(args) {
      begin(args);
      await see('Waiting for the first call');
    },
    press: (...keys) => keys.forEach((key) => terminal.press(key)),
    bringBack: () => typeJob('fg'),
    pid: () => programOf(terminal.pid) ?? 0,
    signal: (name) => void process.kill(programOf(terminal.pid) ?? 0, name),
    descendants: () => descendantsOf(programOf(terminal.pid) ?? 0),
    living: (pids) => pids.filter(isLiving),
    gone: () => vi.waitFor(() => expect(programOf(terminal.pid)).toBe(null), { timeout: 20_000 }),
    leftBehind: () => leftBehind(bench),
    leftAsBefore: (code, { unanswered = 0 } = {}) => leftAsBefore(run, before, { code, unanswered }),
    async close() {
      await terminal.close();
      await bench.close();
    },
  };
}

interface Before {
  readonly rows: readonly string[];
  readonly runs: number;
}

type Running = Pick<Shell, 'terminal' | 'bench' | 'see' | 'type'>;

interface Ended extends Required<Exceptions> {
  readonly code: number;
}

async function leftAsBefore(shell: Running, before: Before, ended: Ended): Promise<readonly string[]> {
  const { terminal, bench, see, type } = shell;
  const { rows, runs } = before;
  const { code, unanswered } = ended;
  const end = `code ${code} of run ${runs}`;
  await see(end);
  expect(terminal.modes()).toEqual(ORDINARY);
  // What is typed is echoed, and nothing colours it.
  type(`echo "echoed $((${runs} + 100))"`);
  await see(new RegExp(`^echoed ${runs + 100}$`));
  await see(`echo "echoed $((${runs} + 100))"`);
  expect(terminal.isPlain(`echoed ${runs + 100}`)).toBe(true);
  const modes = (run: number): string => readFileSync(join(bench.folder, `modes-${run}`), 'utf8');
  expect(modes(runs)).toBe(modes(0));
  const after = printed(terminal);
  // The last row of before is the prompt, on which the command was typed.
  expect(after.slice(0, rows.length - 1)).toEqual(rows.slice(0, -1));
  const { ledgers, ...left } = leftBehind(bench);
  expect({ ...left, ledgers: ledgers.length }).toEqual({ ...NOTHING, ledgers: unanswered });
  const typed = after.findIndex((row, index) => index >= rows.length - 1 && row.includes(`stty -g > modes-${runs}`));
  return after.slice(typed + 1, after.lastIndexOf(end));
}

/** Everything in the terminal down to the last row with something in it. */
function printed(terminal: OpenTerminal): readonly string[] {
  const rows = terminal.history();
  const last = rows.findLastIndex((row) => row !== '');
  return rows.slice(0, last + 1);
}

function leftBehind({ folder, shop }: Bench): LeftBehind {
  const state = join(dataDirOf(folder), 'state');
  return {
    webhooks: shop.webhooks,
    doors: namesIn(join(state, 'doors')),
    ledgers: namesIn(join(state, 'ledgers')),
    sockets: namesIn(join(folder, 'run', 'upgates-dev')),
  };
}

function namesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** The shell's only child. */
function programOf(shell: number): number | null {
  return childrenOf(shell)[0] ?? null;
}

/** One that has ended and waits for somebody to notice does not live. */
function isLiving(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.startsWith('Z');
}

function childrenOf(pid: number): readonly number[] {
  const { stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
  return stdout.split(/\s+/).filter(Boolean).map(Number);
}

function descendantsOf(pid: number): readonly number[] {
  return childrenOf(pid).flatMap((child) => [child, ...descendantsOf(child)]);
}
