/**
 * A file that settings name, read whole. In: a path; a link of a repository may lead it to a device or a pipe that never
 * ends. Out: the text, or why there is none, in words that end a sentence.
 */
import { readFileSync, statSync } from 'node:fs';

export type FileReading =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unreadable'; readonly why: string; readonly cause?: unknown };

/** No person writes settings of this size. */
const LONGEST = 5_000_000;

export function readTextFile(path: string): FileReading {
  try {
    const found = statSync(path);
    if (!found.isFile()) return { kind: 'unreadable', why: 'it is no file' };
    if (found.size > LONGEST) return { kind: 'unreadable', why: 'it has more than 5 MB' };
    return { kind: 'text', text: readFileSync(path, 'utf8') };
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
    return { kind: 'unreadable', why: code, cause };
  }
}
