/**
 * Machine output: one JSON object a line on standard output, and nothing else there.
 * In: records as they happen. Out: NDJSON in which no character can act on a terminal.
 */
import type { Writable } from 'node:stream';
import { safeJson } from '../core/printable.ts';
import { createLineWriter } from './line-writer.ts';

/** Every line has these two; the rest is the kind's own. */
export interface JsonLine {
  readonly kind: string;
  /** UTC, ISO 8601 with milliseconds. */
  readonly at: string;
}

export interface JsonOutput {
  /** Never throws. */
  write(line: JsonLine): void;
  /** False once the reader has gone. */
  isOpen(): boolean;
  onClosed(listener: () => void): void;
}

export function createJsonOutput(stdout: Writable, options: { readonly gathers?: boolean } = {}): JsonOutput {
  const writer = createLineWriter(stdout, options);
  return { ...writer, write: (line) => writer.write(safeJson(line)) };
}
