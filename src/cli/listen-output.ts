/**
 * How a session is shown: NDJSON, lines, or the screen, which is loaded only when it is wanted.
 * Whoever reads may go away; then the session is asked to end, and cleans up.
 */
import type { EndRecord, SessionRecord } from '../core/record.ts';
import { PRESETS } from '../faults/presets.ts';
import { readFault } from '../faults/read-fault.ts';
import type { Ending } from '../session/life.ts';
import type { Session } from '../session/session.ts';
import { editorOf } from '../settings/editor.ts';
import type { ListenSettings } from '../settings/listen.ts';
import { createJsonOutput } from '../show/json.ts';
import { createLineWriter } from '../show/line-writer.ts';
import { createLinesOutput } from '../show/lines-output.ts';
import { createPaint } from '../show/paint.ts';
import type { Line } from '../show/present/line.ts';
import type { ScreenOptions } from '../show/tui/index.tsx';
import { errorLines, summaryLines } from '../show/words.ts';
import type { Io, Terminal } from './io.ts';
import { createSamples } from './samples.ts';
import { createSharing } from './share.ts';

export interface ListenOutput {
  take(record: SessionRecord): void;
  /** The session is there; the screen begins to draw it. */
  attach(session: Session): void;
  /** After the end record. */
  close(end: EndRecord): Promise<void>;
}

export interface OutputOptions {
  readonly settings: ListenSettings;
  readonly io: Io;
  readonly log: (text: string) => void;
}

export async function openOutput(options: OutputOptions): Promise<ListenOutput> {
  const { settings, io } = options;
  if (settings.output === 'json') return jsonOutput(io);
  if (settings.output === 'tui' && io.terminal !== null) return screenOutput(options, io.terminal);
  return linesOutput(options);
}

/** Trouble that ends the session is told to people too, on standard error, whose reader may have gone as well. */
function jsonOutput({ stdout, stderr, isTty }: Io): ListenOutput {
  const output = createJsonOutput(stdout, { gathers: true });
  const people = createLineWriter(stderr);
  return {
    take(record) {
      output.write(record);
      if (record.kind === 'error') for (const line of errorLines(record)) people.write(paintPlain(line));
    },
    attach: (session) => output.onClosed(() => session.end(endOfReader(isTty.stdout))),
    close: () => Promise.resolve(),
  };
}

/** A reader that leaves has seen enough; a terminal that goes away takes its programs along. */
function endOfReader(isTerminal: boolean): Ending {
  return isTerminal ? LOST_TERMINAL : { reason: 'quit' };
}

const LOST_TERMINAL: Ending = { reason: 'signal', exit: 129 };

const paintPlain = createPaint({ colour: false, glyphs: 'unicode' });

function linesOutput({ settings, io }: OutputOptions): ListenOutput {
  const output = createLinesOutput(io.stdout, { verbose: settings.verbose, ...themeOf(settings) });
  return {
    take: (record) => output.write(record),
    attach: (session) => output.onClosed(() => session.end(endOfReader(io.isTty.stdout))),
    close: () => Promise.resolve(),
  };
}

interface Theme {
  readonly colour: boolean;
  readonly glyphs: 'unicode' | 'ascii';
}

function themeOf({ color, unicode }: ListenSettings): Theme {
  return { colour: color, glyphs: unicode ? 'unicode' : 'ascii' };
}

function meansOf(settings: ListenSettings, io: Io): ScreenOptions['means'] {
  const presets = [...PRESETS].map(([name, { spec, words }]) => ({ name, spec, words }));
  return {
    presets,
    readFault,
    editor: editorOf(io.env),
    sharing: createSharing(settings, io),
    samples: createSamples(settings.fixtures),
  };
}

/** What ended the session, and which webhooks still lead here. */
function linesAfterwards(record: SessionRecord): readonly Line[] {
  if (record.kind === 'error') return errorLines(record);
  return record.kind === 'notice' && record.code === 'webhooks-left'
    ? errorLines({ message: record.text, hint: null })
    : [];
}

/** The screen keeps to itself while it is up; what must be known afterwards is told on the normal screen. */
async function screenOutput({ settings, io, log }: OutputOptions, terminal: Terminal): Promise<ListenOutput> {
  const { startScreen } = await import('../show/tui/index.tsx');
  const theme = themeOf(settings);
  const paint = createPaint(theme);
  const afterwards: string[] = [];
  let left: Promise<void> = Promise.resolve();
  return {
    take(record) {
      afterwards.push(...linesAfterwards(record).map(paint));
    },
    attach(session) {
      const onInterrupt = (): void => session.end({ reason: 'signal', exit: 130 });
      const screen = startScreen({
        session,
        ...terminal,
        now: io.now,
        ...theme,
        means: meansOf(settings, io),
        onInterrupt,
        onStray: log,
      });
      left = screen.ended.then((how) => {
        if (how.kind === 'lost') session.end(LOST_TERMINAL);
        if (how.kind === 'failed') session.fail(how.error);
      });
      // Without a listener the error of a terminal that is gone would pass for a bug of ours.
      terminal.stdin.on('error', () => session.end(LOST_TERMINAL));
    },
    async close(end) {
      await left;
      const text = [...afterwards, ...summaryLines(end).map(paint)].map((line) => `${line}\n`).join('');
      io.stdout.write(text);
    },
  };
}
