/**
 * A program in a pseudo-terminal, with a headless terminal on the other side that tells what is on the screen: a
 * substring of the bytes proves nothing. In: a command and a size. Out: the screen's rows, keys, the exit code.
 */
import { spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';
import { pictureOf, type Picture } from './picture.ts';

export interface TerminalRequest {
  readonly command: string;
  readonly args: readonly string[];
  readonly cols: number;
  readonly rows: number;
  /** Over this process's environment; undefined takes a variable out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** Told of what the program writes, as it comes. */
  readonly onBytes?: (text: string) => void;
}

export interface OpenTerminal {
  readonly pid: number;
  /** Rows as they stand on the screen, without trailing spaces. */
  screen(): string[];
  /** Rows of the normal buffer that have scrolled out, and those in view: what remains after a program has left. */
  history(): string[];
  /** The screen with its colours, for a picture. */
  picture(): Picture;
  /** Whether a program has taken the alternate screen. */
  isAlternate(): boolean;
  /** What programs can switch, as it stands. */
  modes(): TerminalModes;
  /** Whether the last row with just this text has no colour and no weight. */
  isPlain(row: string): boolean;
  /** Resolves with the rows that satisfy; rejects with what is on the screen after `timeout` (10 s by default). */
  waitFor(predicate: (rows: string[]) => boolean, timeout?: number): Promise<string[]>;
  /** A named key (`Up`, `Enter`, `Ctrl-C` ...), or text as it is typed. */
  press(key: string): void;
  resize(cols: number, rows: number): void;
  /** Reads nothing more, as over a line that has died, and goes on reading. */
  stall(): void;
  goOn(): void;
  kill(signal: NodeJS.Signals): void;
  /** Closes our end, as a window that is closed does. */
  hangUp(): void;
  /** The exit code; 128 and the number for a program that a signal ended. */
  readonly exit: Promise<number>;
  /** Ends the program if it still runs, and waits for its end. */
  close(): Promise<void>;
}

export interface TerminalModes {
  readonly buffer: 'normal' | 'alternate';
  readonly cursor: 'shown' | 'hidden';
  readonly wraps: boolean;
  readonly bracketedPaste: boolean;
  readonly mouse: string;
  readonly focus: boolean;
  readonly cursorKeys: boolean;
  readonly keypad: boolean;
  readonly insert: boolean;
  readonly origin: boolean;
}

const KEYS: Readonly<Record<string, string>> = {
  Up: '\u001b[A',
  Down: '\u001b[B',
  Right: '\u001b[C',
  Left: '\u001b[D',
  Home: '\u001b[H',
  End: '\u001b[F',
  PageUp: '\u001b[5~',
  PageDown: '\u001b[6~',
  Enter: '\r',
  Escape: '\u001b',
  Tab: '\t',
  Backspace: '\u007f',
  'Ctrl-C': '\u0003',
  'Ctrl-L': '\u000c',
  'Ctrl-Z': '\u001a',
};

const WAIT = 10_000;

/** Variables by which tools notice a build server and draw nothing. */
const CI_VARIABLES = ['CI', 'CONTINUOUS_INTEGRATION', 'GITHUB_ACTIONS', 'BUILD_NUMBER', 'RUN_ID', 'TEAMCITY_VERSION'];

export function openTerminal(request: TerminalRequest): OpenTerminal {
  const { cols, rows } = request;
  const term = new headless.Terminal({ cols, rows, allowProposedApi: true, scrollback: 5_000 });
  const child = spawn(request.command, [...request.args], {
    name: 'xterm-256color',
    cols,
    rows,
    cwd: request.cwd ?? process.cwd(),
    env: environment(request.env ?? {}),
  });
  const cursor = watchCursor(term);
  const watchers = new Set<() => void>();
  const changed = (): void => watchers.forEach((watch) => watch());
  child.onData((data) => {
    request.onBytes?.(data);
    term.write(data, changed);
  });
  let isOver = false;
  const exit = new Promise<number>((resolve) => {
    child.onExit(({ exitCode, signal }) => {
      isOver = true;
      // What is still on its way to the screen is written first.
      term.write('', () => resolve(signal ? 128 + signal : exitCode));
    });
  });
  const screen = (): string[] => linesOf(term, term.buffer.active.baseY);
  return {
    pid: child.pid,
    screen,
    picture: () => pictureOf(term),
    history: () => linesOf(term, 0),
    isAlternate: () => term.buffer.active.type === 'alternate',
    modes: () => modesOf(term, cursor()),
    isPlain: (row) => isPlain(term, row),
    waitFor: (predicate, timeout = WAIT) => waitFor({ screen, predicate, timeout, watchers }),
    press: (key) => child.write(KEYS[key] ?? key),
    resize(columns, count) {
      term.resize(columns, count);
      child.resize(columns, count);
    },
    stall: () => child.pause(),
    goOn: () => child.resume(),
    kill: (signal) => child.kill(signal),
    hangUp() {
      if ('destroy' in child && typeof child.destroy === 'function') child.destroy();
      else throw new Error('this pseudo-terminal cannot be closed');
    },
    exit,
    async close() {
      if (!isOver) child.kill('SIGKILL');
      await exit;
      term.dispose();
    },
  };
}

function environment(over: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const merged = { ...process.env, TERM: 'xterm-256color', ...over };
  const kept = Object.entries(merged).filter(([name]) => Object.hasOwn(over, name) || !CI_VARIABLES.includes(name));
  return Object.fromEntries(kept.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

function linesOf(term: headless.Terminal, from: number): string[] {
  const { active } = term.buffer;
  const count = active.baseY + term.rows - from;
  return Array.from({ length: count }, (_, row) => active.getLine(from + row)?.translateToString(true) ?? '');
}

/** The headless terminal keeps to itself whether the cursor is shown. */
function watchCursor(term: headless.Terminal): () => TerminalModes['cursor'] {
  let shown: TerminalModes['cursor'] = 'shown';
  for (const [final, state] of [
    ['h', 'shown'],
    ['l', 'hidden'],
  ] as const) {
    term.parser.registerCsiHandler({ prefix: '?', final }, (params) => {
      if (params.includes(25)) shown = state;
      return false;
    });
  }
  return () => shown;
}

function modesOf({ modes, buffer }: headless.Terminal, cursor: TerminalModes['cursor']): TerminalModes {
  return {
    buffer: buffer.active.type,
    cursor,
    wraps: modes.wraparoundMode,
    bracketedPaste: modes.bracketedPasteMode,
    mouse: modes.mouseTrackingMode,
    focus: modes.sendFocusMode,
    cursorKeys: modes.applicationCursorKeysMode,
    keypad: modes.applicationKeypadMode,
    insert: modes.insertMode,
    origin: modes.originMode,
  };
}

function isPlain({ buffer, cols }: headless.Terminal, text: string): boolean {
  const { active } = buffer;
  const lines = Array.from({ length: active.length }, (_, row) => active.getLine(row));
  const line = lines.findLast((one) => one?.translateToString(true) === text);
  const cells = Array.from({ length: cols }, (_, column) => line?.getCell(column));
  return line !== undefined && cells.every((cell) => cell?.isAttributeDefault() !== false);
}

interface Wait {
  readonly screen: () => string[];
  readonly predicate: (rows: string[]) => boolean;
  readonly timeout: number;
  readonly watchers: Set<() => void>;
}

/** Looks after every piece the program has written: no polling. */
function waitFor({ screen, predicate, timeout, watchers }: Wait): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      watchers.delete(look);
      clearTimeout(deadline);
    };
    const look = (): void => {
      const rows = screen();
      if (!predicate(rows)) return;
      stop();
      resolve(rows);
    };
    const deadline = setTimeout(() => {
      stop();
      reject(new Error(`not seen within ${timeout} ms; on the screen is:\n${screen().join('\n')}`));
    }, timeout);
    watchers.add(look);
    look();
  });
}
