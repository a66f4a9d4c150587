/**
 * The real program with its screen in a pseudo-terminal, in an empty folder of its own and without anyone's credentials.
 */
import { BIN, temporaryFolder } from './program.ts';
import { openTerminal, type OpenTerminal } from './terminal.ts';

export interface OpenScreen {
  readonly terminal: OpenTerminal;
  /** The project it was started in. */
  readonly folder: string;
  /** Waits until a row contains the text or fits the pattern; gives the rows. */
  see(text: string | RegExp, timeout?: number): Promise<readonly string[]>;
  /** Waits until no row does. */
  miss(text: string | RegExp): Promise<readonly string[]>;
  press(...keys: readonly string[]): void;
  /** Text for a line of text; resolves when it stands there. */
  type(text: string): Promise<void>;
  /** Rows of deliveries as they stand in the list, the earlier attempts of an unfolded one not among them. */
  deliveries(): readonly string[];
  /** Ctrl-C; rejects unless the terminal is given back and the exit code is 130. */
  leave(): Promise<void>;
  close(): Promise<void>;
}

export interface ScreenRequest {
  readonly args: readonly string[];
  readonly cols?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** As a command in a shell that has lines on its screen before, and says the exit code after: `code 0`. */
  readonly inShell?: boolean;
  readonly onBytes?: (text: string) => void;
}

/** What a person may have set for themselves, and a story must not depend on. */
const UNSET = { EDITOR: undefined, VISUAL: undefined, NO_COLOR: undefined, FORCE_COLOR: undefined };

const IN_SHELL = 'for i in 1 2 3; do echo "shell history $i"; done; "$0" "$@"; echo "code $?"';

export async function openScreen(request: ScreenRequest): Promise<OpenScreen> {
  const { args, cols = 100, rows = 30, env = {}, inShell = false, onBytes = () => undefined } = request;
  const folder = await temporaryFolder();
  const nobody = { UPGATES_API_URL: undefined, UPGATES_API_LOGIN: undefined, UPGATES_API_KEY: undefined };
  const terminal = openTerminal({
    command: inShell ? 'sh' : process.execPath,
    args: [...(inShell ? ['-c', IN_SHELL, process.execPath] : []), BIN, ...args],
    cols,
    rows,
    onBytes,
    cwd: folder.path,
    env: { HOME: folder.path, ...nobody, ...UNSET, ...env },
  });
  const isIn = (shown: readonly string[], text: string | RegExp): boolean =>
    shown.some((row) => (typeof text === 'string' ? row.includes(text) : text.test(row)));
  const see: OpenScreen['see'] = (text, timeout = 20_000) => terminal.waitFor((shown) => isIn(shown, text), timeout);
  return {
    terminal,
    folder: folder.path,
    see,
    async type(text) {
      terminal.press(text);
      await see(text);
    },
    deliveries: () => terminal.screen().filter((row) => /^.{2,3}\d\d:\d\d:\d\d [A-Z]/.test(row)),
    async leave() {
      terminal.press('Ctrl-C');
      const code = await terminal.exit;
      if (code !== 130) throw new Error(`Ctrl-C ended with ${code}: ${terminal.history().join('\n')}`);
      if (terminal.isAlternate()) throw new Error('the terminal was not given back');
    },
    miss: (text) => terminal.waitFor((shown) => !isIn(shown, text), 20_000),
    press: (...keys) => keys.forEach((key) => terminal.press(key)),
    async close() {
      await terminal.close();
      await folder.remove();
    },
  };
}
