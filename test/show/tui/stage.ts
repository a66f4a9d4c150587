/**
 * The screen on a stage: our real screen object writes into a headless terminal, keys come from the test. What is
 * asserted is what stands in the terminal's cells.
 */
import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { vi } from 'vitest';
import headless from '@xterm/headless';
import { startScreen, type Screen, type ScreenOptions } from '../../../src/show/tui/index.tsx';
import { createSamples } from '../../../src/cli/samples.ts';
import { PRESETS } from '../../../src/faults/presets.ts';
import { readFault } from '../../../src/faults/read-fault.ts';
import type { FakeSession } from './fake-session.ts';

export interface Stage {
  readonly screen: Screen;
  readonly interrupts: () => number;
  /** Rows as they stand in the terminal, without trailing spaces. */
  rows(): Promise<readonly string[]>;
  /** Waits until the rows satisfy; fails with the rows that stood there last. */
  see(predicate: (text: string) => boolean): Promise<readonly string[]>;
  press(...keys: readonly string[]): Promise<void>;
  resize(columns: number, rows: number): void;
  /** Bytes written so far. */
  bytes(): string;
  /** Whether the keys come one by one to us. */
  isRaw(): boolean;
  terminal(): headless.Terminal;
  /** Foreground colours and attributes that stand in a row. */
  isStyled(row: number): Promise<boolean>;
}

export interface StageOptions extends Partial<Pick<ScreenOptions, 'glyphs' | 'colour' | 'now' | 'means'>> {
  readonly columns: number;
  readonly rows: number;
}

/** As the program gives them. */
export const MEANS: ScreenOptions['means'] = {
  presets: [...PRESETS].map(([name, { spec, words }]) => ({ name, spec, words })),
  readFault,
  editor: 'ed',
  samples: createSamples('/nowhere'),
  sharing: {
    doubt: null,
    shared: ({ body, row }, shape) => ({ text: shape === 'id' ? row.id : body, isMasked: false }),
    save: ({ row }, shape) => Promise.resolve(`${row.id}.${shape}`),
  },
};

export function openStage(session: FakeSession, options: StageOptions): Stage {
  const term = new headless.Terminal({ cols: options.columns, rows: options.rows, allowProposedApi: true });
  const output = createOutput(term);
  const stdin = createInput();
  let interrupts = 0;
  const screen = startScreen({
    session,
    stdin: stdin as unknown as NodeJS.ReadStream,
    stdout: output,
    now: options.now ?? ((): number => Date.now()),
    glyphs: options.glyphs ?? 'unicode',
    colour: options.colour ?? false,
    means: options.means ?? MEANS,
    onInterrupt: () => (interrupts += 1),
  });
  const rows = async (): Promise<readonly string[]> => {
    await settled(term);
    const { active } = term.buffer;
    return Array.from(
      { length: term.rows },
      (_, row) => active.getLine(active.baseY + row)?.translateToString(true) ?? '',
    );
  };
  return {
    screen,
    rows,
    interrupts: () => interrupts,
    see: (predicate) =>
      vi.waitFor(
        async () => {
          const shown = await rows();
          if (!predicate(shown.join('\n'))) throw new Error(`not seen; on the screen is:\n${shown.join('\n')}`);
          return shown;
        },
        { timeout: 5_000, interval: 10 },
      ),
    async press(...keys) {
      for (const key of keys) {
        stdin.write(key);
        // Ink reads keys on its own turn; an escape alone even one later.
        await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
      }
    },
    resize(columns, count) {
      term.resize(columns, count);
      output.columns = columns;
      output.rows = count;
      output.emit('resize');
    },
    bytes: () => output.written.join(''),
    isRaw: () => stdin.isRaw,
    terminal: () => term,
    async isStyled(row) {
      await settled(term);
      const line = term.buffer.active.getLine(term.buffer.active.baseY + row);
      return Array.from({ length: term.cols }, (_, x) => line?.getCell(x)).some(
        (cell) => cell?.isFgDefault() === false,
      );
    },
  };
}

function settled(term: headless.Terminal): Promise<void> {
  return new Promise((resolve) => term.write('', resolve));
}

interface StageOutput extends EventEmitter {
  columns: number;
  rows: number;
  readonly written: string[];
  write(bytes: string): boolean;
}

function createOutput(term: headless.Terminal): StageOutput {
  const written: string[] = [];
  return Object.assign(new EventEmitter(), {
    columns: term.cols,
    rows: term.rows,
    written,
    write(bytes: string): boolean {
      written.push(bytes);
      term.write(bytes);
      return true;
    },
  });
}

function createInput(): PassThrough & { readonly isRaw: boolean } {
  const none = (): void => undefined;
  const stream = Object.assign(new PassThrough(), { isTTY: true, isRaw: false, ref: none, unref: none });
  return Object.assign(stream, { setRawMode: (isRaw: boolean): void => void (stream.isRaw = isRaw) });
}
