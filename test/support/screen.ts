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
  close(): Promise<void>;
}

export interface ScreenRequest {
  readonly args: readonly string[];
  readonly cols?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly onBytes?: (text: string) => void;
}

export async function openScreen({
  args,
  cols = 100,
  rows = 30,
  env = {},
  onBytes = () => undefined,
}: ScreenRequest): Promise<OpenScreen> {
  const folder = await temporaryFolder();
  const nobody = { UPGATES_API_URL: undefined, UPGATES_API_LOGIN: undefined, UPGATES_API_KEY: undefined };
  const terminal = openTerminal({
    command: process.execPath,
    args: [BIN, ...args],
    cols,
    rows,
    onBytes,
    cwd: folder.path,
    env: { HOME: folder.path, ...nobody, EDITOR: undefined, VISUAL: undefined, ...env },
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
    miss: (text) => terminal.waitFor((shown) => !isIn(shown, text), 20_000),
    press: (...keys) => keys.forEach((key) => terminal.press(key)),
    async close() {
      await terminal.close();
      await folder.remove();
    },
  };
}
