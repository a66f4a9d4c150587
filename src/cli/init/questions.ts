/**
 * Questions to a person, one line each. In: a question and how its answer is read. Out: the answer, asked again until it can
 * be read. Lines that come faster than they are asked for wait their turn; a secret is not shown while it is typed.
 */
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { Failure } from '../../core/failure.ts';
import type { Io } from '../io.ts';

export interface Questions {
  /** An empty answer is `fallback`, which is shown in brackets. Throws `Failure` (exit 130) when nobody answers any more. */
  readonly ask: <T>(question: Question<T>) => Promise<T>;
  readonly close: () => void;
}

export interface Question<T> {
  readonly text: string;
  readonly fallback: string;
  /** Throws `Failure` with the sentence to say for an answer that cannot be. */
  readonly read: (answer: string) => T;
  readonly isSecret?: boolean;
}

export function openQuestions({ stdin, stdout }: Pick<Io, 'stdin' | 'stdout'>): Questions {
  // Only what is typed to a question that may be seen is shown: lines typed ahead may be the answer to a secret one.
  let isShown = false;
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (isShown) stdout.write(chunk);
      done();
    },
  });
  const reader = createInterface({ input: stdin, output, terminal: true, historySize: 0 });
  const lines = createLines(reader, () => (isShown = false));
  const ask = async <T>(question: Question<T>): Promise<T> => {
    const shown = question.isSecret && question.fallback !== '' ? 'as it is' : withoutPasswords(question.fallback);
    stdout.write(`${question.text}${shown === '' ? '' : ` [${shown}]`}: `);
    const isSecret = question.isSecret ?? false;
    isShown = !isSecret && !lines.isAhead();
    const isTyped = isShown;
    const line = await lines.next();
    if (!isTyped) stdout.write(`${isSecret ? '' : line}\n`);
    try {
      return question.read(line.trim() || question.fallback);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      stdout.write(
        `${[error.message, ...(error.hint === null ? [] : [error.hint])].map((text) => `  ${text}`).join('\n')}\n`,
      );
      return ask(question);
    }
  };
  return { ask, close: () => reader.close() };
}

/** The handler's address may have one. */
function withoutPasswords(text: string): string {
  return text.replaceAll(/:\/\/[^/?#\s@]*@/g, '://…@');
}

interface Lines {
  /** Whether a line has come before it was asked for. */
  isAhead(): boolean;
  next(): Promise<string>;
}

type Reader = ReturnType<typeof createInterface>;

/** Ctrl-C, Ctrl-D and an input that ends are no answer. */
function createLines(reader: Reader, onLine: () => void): Lines {
  const waiting: string[] = [];
  let isClosed = false;
  let wake = (): void => undefined;
  reader.on('line', (line) => {
    waiting.push(line);
    onLine();
    wake();
  });
  reader.on('close', () => {
    isClosed = true;
    wake();
  });
  return {
    isAhead: () => waiting.length > 0,
    async next() {
      if (waiting.length === 0 && !isClosed) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      const line = waiting.shift();
      if (line !== undefined) return line;
      throw new Failure({ code: 'interrupted', exit: 130 }, 'Left before the end; nothing was written.');
    },
  };
}
