/**
 * Writes the lines of a session to a stream.
 */
import type { Writable } from 'node:stream';
import type { SessionRecord } from '../core/record.ts';
import { createLineWriter } from './line-writer.ts';
import { recordLines, type LinesOptions } from './lines.ts';
import { createPaint } from './paint.ts';
import type { Theme } from './present/theme.ts';

export interface LinesOutput {
  /** Never throws. */
  write(record: SessionRecord): void;
  isOpen(): boolean;
  /** Told once when the reader has gone. */
  onClosed(listener: () => void): void;
}

export function createLinesOutput(stdout: Writable, options: LinesOptions & Theme): LinesOutput {
  const writer = createLineWriter(stdout);
  const paint = createPaint(options);
  return {
    ...writer,
    write(record) {
      for (const line of recordLines(record, options)) writer.write(paint(line));
    },
  };
}
