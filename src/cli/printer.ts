/**
 * Output of the commands that ask something and end: lines for people, or NDJSON.
 */
import type { BaseSettings } from '../settings/base.ts';
import { createJsonOutput, type JsonLine } from '../show/json.ts';
import { createLineWriter } from '../show/line-writer.ts';
import { createPaint } from '../show/paint.ts';
import type { Line } from '../show/present/line.ts';
import type { Io } from './io.ts';

export interface Printer {
  /** One thing, said in one way or the other. */
  print(json: JsonLine, lines: () => readonly Line[]): void;
  /** A remark beside the result: on standard error when standard output is for programs. */
  remark(lines: readonly Line[]): void;
}

export function createPrinter({ json, color, unicode }: BaseSettings, io: Io): Printer {
  const glyphs = unicode ? 'unicode' : 'ascii';
  const paint = createPaint({ glyphs, colour: color });
  const plain = createPaint({ glyphs, colour: false });
  const stdout = createJsonOutput(io.stdout);
  const people = createLineWriter(json ? io.stderr : io.stdout);
  return {
    print(line, lines) {
      if (json) stdout.write(line);
      else for (const one of lines()) people.write(paint(one));
    },
    remark(lines) {
      for (const one of lines) people.write(json ? plain(one) : paint(one));
    },
  };
}
