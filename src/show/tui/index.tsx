/**
 * The screen of a session. In: the session's view, the terminal's streams, a clock. Out: when the screen ended and how to
 * end it. Import this file dynamically: Ink and React cost more to load than everything else together.
 */
// Must run before Ink is evaluated, hence an import of its own, and the first.
// oxlint-disable-next-line import/no-unassigned-import
import './no-dev-mode.ts';
import { render } from 'ink';
import { createElement } from 'react';
import type { Instant } from '../../core/instant.ts';
import type { SessionView } from '../../session/view.ts';
import { App } from './app.tsx';
import { OnPaper } from './lines.tsx';
import { guardConsole } from './screen/console-guard.ts';
import { openKeyboard } from './screen/keyboard.ts';
import { createLending } from './screen/lender.ts';
import { createRowDesk } from './screen/row-desk.ts';
import { createSuspension } from './screen/suspension.ts';
import { enterTerminal, type TerminalOutput } from './screen/terminal.ts';
import type { Means } from './store/model.ts';
import { createScreenStore } from './store/screen-store.ts';
import type { Glyphs } from '../present/theme.ts';

export interface ScreenOptions {
  readonly session: SessionView;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: TerminalOutput;
  readonly now: () => Instant;
  readonly glyphs: Glyphs;
  /** False: weight and signs only. */
  readonly colour: boolean;
  /** What the panels need of other folders. */
  readonly means: Means;
  /** Ctrl-C: the session shall end as by SIGINT, without a question. */
  readonly onInterrupt: () => void;
  /** What something in this process printed while the screen was up: for the log. */
  readonly onStray?: (text: string) => void;
}

export type ScreenEnd =
  | { readonly kind: 'left' }
  /** The terminal went away: the session shall end as by SIGHUP. */
  | { readonly kind: 'lost'; readonly error: Error }
  /** A bug of ours while drawing. */
  | { readonly kind: 'failed'; readonly error: Error };

export interface Screen {
  /** Never rejects. By then the terminal is as it was before. */
  readonly ended: Promise<ScreenEnd>;
  /** Restores the terminal at once; idempotent. */
  leave(): void;
}

/** Takes the terminal until `leave` is called, the session has ended, or the terminal goes away. */
export function startScreen(options: ScreenOptions): Screen {
  const { session, stdin } = options;
  let isEnded = false;
  let settle: (end: ScreenEnd) => void = () => undefined;
  const ended = new Promise<ScreenEnd>((resolve) => (settle = resolve));

  const releaseConsole = guardConsole(options.onStray ?? (() => undefined));
  const { newBlock, rowsOf } = createRowDesk();
  const terminal = enterTerminal(options.stdout, { rowsOf, onLost: (error) => end({ kind: 'lost', error }) });
  const keyboard = openKeyboard(stdin);
  const lending = createLending(keyboard, terminal);
  const { size, repaint } = terminal;
  const suspension = createSuspension(lending, (text) => options.stdout.write(text));
  const { suspend } = suspension;
  const lend = (): Promise<boolean> => lending.lend('editor');
  const { takeBack } = lending;
  const store = createScreenStore({ ...options, lend, takeBack, size, repaint, suspend, copy: terminal.copy });
  const unwatch = terminal.onSize(store.resized);
  const unsubscribe = session.subscribe(() => {
    if (session.snapshot().phase === 'ended') end({ kind: 'left' });
  });
  const hungUp = (): void => end({ kind: 'lost', error: new Error('the terminal is gone') });
  stdin.on('end', hungUp);

  const paper = { newBlock, columns: () => size().columns };
  const theme = { glyphs: options.glyphs, colour: options.colour };
  const app = render(
    createElement(OnPaper.Provider, { value: paper }, createElement(App, { store, theme })),
    inkOptions(terminal.stdout, keyboard.stdin),
  );
  function end(how: ScreenEnd): void {
    if (isEnded) return;
    isEnded = true;
    // Taken back from an editor first, or what that left switched on would stay; never from a shell that has it.
    if (!suspension.isAway()) lending.takeBack();
    for (const release of [unsubscribe, unwatch, store.stop, suspension.close, terminal.leave, releaseConsole])
      release();
    stdin.off('end', hungUp);
    app.unmount();
    keyboard.close();
    settle(how);
  }
  void app.waitUntilExit().then(
    () => end({ kind: 'left' }),
    (error: unknown) => end({ kind: 'failed', error: error instanceof Error ? error : new Error(String(error)) }),
  );
  return { ended, leave: () => end({ kind: 'left' }) };
}

/** `debug` makes Ink hand over whole frames and touch nothing else; the rest keeps it from doing so after all. */
function inkOptions(stdout: NodeJS.WriteStream, stdin: NodeJS.ReadStream): Parameters<typeof render>[1] {
  return { stdout, stdin, debug: true, exitOnCtrlC: false, patchConsole: false, isScreenReaderEnabled: false };
}
