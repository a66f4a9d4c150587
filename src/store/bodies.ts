/**
 * Bodies as they are kept: once for the repeats, replays and copies that come close together. There is no index by
 * digest: a random place in a file for each call would cost more than the copies that it saves.
 */
import { bodyText, foldText } from '../filter/search-text.ts';
import { insertRow, type Database } from './sqlite.ts';
import type { Received } from './told.ts';

export interface Bodies {
  /** The number under which the body is kept. */
  keep(attempt: Pick<Received, 'sha256' | 'body'>): number;
}

const MOST_REMEMBERED = 1000;

export function createBodies(db: Database): Bodies {
  const numbers = new Map<string, number>();
  return {
    keep({ sha256, body }) {
      const digest = Buffer.from(sha256, 'hex');
      const known = numbers.get(sha256);
      // What was remembered may have been undone or pruned since.
      if (known !== undefined && isKept(db, known, digest)) return known;
      const number = insertRow(db, 'bodies', { sha256: digest, body });
      insertRow(db, 'texts', { num: number, search: foldText(bodyText(body)) });
      numbers.delete(sha256);
      numbers.set(sha256, number);
      if (numbers.size > MOST_REMEMBERED) forgetOldest(numbers);
      return number;
    },
  };
}

function isKept(db: Database, number: number, digest: Uint8Array): boolean {
  return db.get('SELECT 1 FROM bodies WHERE num = ? AND sha256 = ?', [number, digest]) !== undefined;
}

function forgetOldest(numbers: Map<string, number>): void {
  const [oldest] = numbers.keys();
  if (oldest !== undefined) numbers.delete(oldest);
}
