/**
 * The terminal as Ink's `stdout`: takes whole frames (Ink's `debug` mode hands over nothing else) and writes only what
 * changed. Enters the alternate buffer, follows the window's size, and gives the terminal back exactly once, whichever
 * way out comes first. In: frames. Out: bytes to the real terminal, and news of its size.
 */
import { EventEmitter } from 'node:events';
import { LINE_WIDTH } from './row-desk.ts';
import { CALM, CLEAR, diffRows, ENTER, LEAVE, type Size } from './painter.ts';
import { openWriter, type BytesOutput, type TtyWriter } from './tty-writer.ts';

/** What is used of `process.stdout`. */
export interface TerminalOutput extends BytesOutput {
  readonly columns?: number;
  readonly rows?: number;
  on(event: 'resize' | 'error', listener: (error?: Error) => void): unknown;
  off(event: 'resize' | 'error', listener: (error?: Error) => void): unknown;
}

export interface Terminal {
  /** To be given to Ink, which writes frames to it. */
  readonly stdout: NodeJS.WriteStream;
  readonly size: () => Size;
  /** Told after the window changed; returns how to stop listening. */
  onSize(listener: () => void): () => void;
  /** Draws everything anew, for screens that something else has written over. */
  readonly repaint: () => void;
  /** Hands bytes to the terminal's clipboard, where it has one (OSC 52). */
  readonly copy: (bytes: Uint8Array) => void;
  /** Restores the terminal for another program. Frames are kept meanwhile and not drawn. */
  readonly lend: () => void;
  /** Enters it again and draws everything anew. Does nothing unless it is lent. */
  readonly takeBack: () => void;
  /** Restores the terminal; further frames are dropped. Idempotent. */
  readonly leave: () => void;
}

export interface TerminalOptions {
  /** The rows that a frame of Ink's stands for. */
  readonly rowsOf: (frame: string) => readonly string[];
  /** The terminal went away while we were drawing. */
  readonly onLost: (error: Error) => void;
}

const FALLBACK: Size = { columns: 80, rows: 24 };

export function enterTerminal(output: TerminalOutput, options: TerminalOptions): Terminal {
  const sizes = new EventEmitter();
  const size = (): Size => ({ columns: output.columns || FALLBACK.columns, rows: output.rows || FALLBACK.rows });
  const writer = openWriter(output, { onIdle: () => write(''), onLost: options.onLost });
  const canvas = createCanvas(writer, size);
  let state: 'inside' | 'lent' | 'left' = 'inside';

  const repaint = (): void => {
    if (state === 'inside') canvas.drawAnew(CLEAR);
  };
  const resized = (): void => {
    repaint();
    sizes.emit('size');
  };
  const write = (text: string): void => {
    if (text !== '') canvas.keep(options.rowsOf(text));
    if (state === 'inside') canvas.draw();
  };
  const lend = (): void => {
    if (state !== 'inside') return;
    state = 'lent';
    sayLast(LEAVE);
  };
  const takeBack = (): void => {
    if (state !== 'lent') return;
    state = 'inside';
    canvas.drawAnew(ENTER + CALM);
    sizes.emit('size');
  };
  const leave = (): void => {
    const isInside = state === 'inside';
    state = 'left';
    process.off('exit', leave);
    output.off('resize', resized);
    if (isInside) sayLast(LEAVE);
    writer.close();
  };
  /** Somebody else writes next. */
  const sayLast = (bytes: string): void => {
    writer.write(bytes);
    writer.finish();
  };

  // The listener for errors stays: one that comes after leaving (a closed window) must not end the process either.
  output.on('error', (error) => options.onLost(error ?? new Error('the terminal is gone')));
  output.on('resize', resized);
  process.on('exit', leave);
  writer.write(ENTER);
  return {
    stdout: asWriteStream(write),
    size,
    onSize: (told) => listen(sizes, told),
    repaint,
    copy: (bytes) => {
      if (state === 'inside') writer.write(`\u001b]52;c;${Buffer.from(bytes).toString('base64')}\u0007`);
    },
    lend,
    takeBack,
    leave,
  };
}

function listen(sizes: EventEmitter, listener: () => void): () => void {
  sizes.on('size', listener);
  return () => void sizes.off('size', listener);
}

interface Canvas {
  /** The frame that shall be drawn next. */
  keep(frame: readonly string[]): void;
  /** Writes what differs from what stands there, when the terminal has taken all that came before. */
  draw(): void;
  /** Writes everything, after the bytes that make the screen empty. */
  drawAnew(emptying: string): void;
}

function createCanvas(writer: TtyWriter, size: () => Size): Canvas {
  let painted: readonly string[] = [];
  let frame: readonly string[] = [];
  const draw = (): void => {
    if (writer.isBusy()) return;
    const bytes = diffRows(painted, frame, size());
    painted = frame;
    if (bytes !== '') writer.write(bytes);
  };
  return {
    keep: (rows) => (frame = rows),
    draw,
    drawAnew(emptying) {
      painted = [];
      writer.write(emptying);
      draw();
    },
  };
}

type Barrier = (() => void) | undefined;

/**
 * Ink needs an emitter with a size and `write`; it never sees `resize`, since its own answer to it is to erase lines. The
 * width is that of a block's number: a frame costs Ink as much as it has cells, empty ones too.
 */
function asWriteStream(write: (frame: string) => void): NodeJS.WriteStream {
  const stream = Object.assign(new EventEmitter(), {
    isTTY: true,
    columns: LINE_WIDTH,
    write(text: string, done?: Barrier): boolean {
      write(text);
      done?.();
      return true;
    },
  });
  // Ink uses no more of a stream than this (read in 6.8.0).
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return stream as unknown as NodeJS.WriteStream;
}
