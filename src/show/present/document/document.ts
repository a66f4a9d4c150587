/**
 * A body as a document that is read in slices: JSON set in lines, or text where it is none. In: bytes. Out: the lines
 * read so far, how much is still to be read, and what is wrong with what was meant to be JSON.
 */
import { isUtf8 } from 'node:buffer';
import { describeSize } from '../../../core/advice.ts';
import { createOutline, MOST_LINES, type Outline } from './outline.ts';
import { problemLines } from './problem.ts';
import { scanJson } from './scan-json.ts';
import { scanText } from './scan-text.ts';
import type { Scanner } from './scan.ts';
import { line, type Line } from '../line.ts';

export interface BodyDocument {
  readonly bytes: Uint8Array;
  readonly outline: Outline;
  /** Lines have names and branches. */
  readonly isJson: () => boolean;
  readonly isUtf8: boolean;
  /** Between 0 and 1. */
  readonly progress: () => number;
  readonly isDone: () => boolean;
  /** Reads a stretch; call it until `isDone`. */
  readonly readOn: () => void;
  /** The byte that is no JSON; null where nothing is wrong. */
  readonly problemAt: () => number | null;
  /** What must be known before reading: that it is no JSON and why, that it is no UTF-8, that it is not whole. */
  readonly remarks: () => readonly Line[];
}

/** A millisecond or so of work. */
const STRETCH = 32 * 1024;

export function createDocument(bytes: Uint8Array): BodyDocument {
  const outline = createOutline(bytes);
  const isText = isUtf8(bytes);
  const isMeantAsJson = isText && looksLikeJson(bytes);
  let remarks: readonly Line[] = isText ? [] : [NO_UTF8];
  let isJson = isMeantAsJson;
  let problemAt: number | null = null;
  let scanner: Scanner = isJson ? scanJson(bytes, outline) : scanText(bytes, outline);
  const readOn = (): void => {
    scanner.readTo(scanner.position() + STRETCH);
    const problem = scanner.problem();
    if (problem === null) return;
    problemAt = problem.at;
    // Set in lines it would hide what is wrong with it.
    outline.clear();
    isJson = false;
    remarks = problemLines(bytes, problem);
    scanner = scanText(bytes, outline);
    scanner.readTo(STRETCH);
  };
  return {
    bytes,
    outline,
    isJson: () => isJson,
    isUtf8: isText,
    progress: () => (bytes.length === 0 ? 1 : Math.min(1, scanner.position() / bytes.length)),
    isDone: () => scanner.isDone(),
    readOn,
    problemAt: () => problemAt,
    remarks: () => [...remarks, ...cutRemark(scanner, bytes, outline)],
  };
}

const NO_UTF8 = line('Not valid UTF-8. Other bytes than printable ASCII are shown as \\xNN.', 'dim');

function cutRemark(scanner: Scanner, bytes: Uint8Array, outline: Outline): readonly Line[] {
  const isCut = outline.count() >= MOST_LINES && scanner.position() < bytes.length;
  if (!isCut) return [];
  return [line(`The first ${MOST_LINES} lines, ${describeSize(scanner.position())} of ${describeSize(bytes.length)}.`)];
}

function looksLikeJson(bytes: Uint8Array): boolean {
  const begin = String.fromCharCode(...bytes.subarray(0, 1000)).trimStart();
  return begin.startsWith('{') || begin.startsWith('[');
}
