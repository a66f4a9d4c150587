/**
 * One command of `control`, from its settings to its exit code: what is asked of a running session or simulated shop, what
 * comes is printed, and the last line says how it ends.
 */
import type { ExitCode } from '../core/failure.ts';
import type { ReceivedLine } from '../session/control/call-door.ts';
import type { Intention } from '../session/intention.ts';
import { readControlSettings } from '../settings/control.ts';
import type { JsonLine } from '../show/json.ts';
import { line } from '../show/present/line.ts';
import { sourcesOf, type Invocation } from './command.ts';
import { askSession, type Speaking } from './control-session.ts';
import type { Io } from './io.ts';
import { createPrinter } from './printer.ts';
import { untilSignal } from './until-signal.ts';

export type Run = (invocation: Invocation) => Promise<ExitCode>;

export interface Talk extends Speaking {
  readonly io: Io;
}

/** Throws `Failure`: exit 2 for what is wrong or no session, 3 for one that is gone, or the session's own refusal. */
export async function talk(invocation: Invocation, work: (talking: Talk) => Promise<ExitCode>): Promise<ExitCode> {
  const { io } = invocation;
  const settings = readControlSettings(sourcesOf(invocation));
  const printer = createPrinter(settings, io);
  return untilSignal((signal) => work({ settings, printer, signal, io }));
}

/** Asks, and says the sentence that comes back: an `answered` line. */
export async function say(intention: Intention, talking: Talk): Promise<ExitCode> {
  const answered = await askSession(intention, talking);
  if (answered !== null) tellSentence(answered, talking);
  return 0;
}

interface SentenceLine extends JsonLine {
  readonly kind: 'answered';
  readonly text: string;
}

export function tellSentence({ fields, at }: ReceivedLine, { printer }: Talk): void {
  const text = typeof fields['text'] === 'string' ? fields['text'] : '';
  const record: SentenceLine = { kind: 'answered', at, text };
  printer.print(record, () => [line(text)]);
}
