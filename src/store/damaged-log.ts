/**
 * A write-ahead log that is damaged: SQLite reads as far as it goes, forgets the rest without a word and writes over it. In:
 * the file of a history that is about to be opened. Out: where a copy of its log was kept, or null where nothing would be lost.
 * How a log is built: https://sqlite.org/fileformat2.html#walformat.
 */
import { copyFileSync, readFileSync, statSync } from 'node:fs';
import type { Instant } from '../core/instant.ts';
import { asideOf } from './aside-name.ts';
import { onDisk } from './storage-trouble.ts';

export function keepDamagedLog(file: string, now: Instant): string | null {
  const log = `${file}-wal`;
  // Looked at twice: a session beside us may be writing at this moment.
  if (!isDamaged(log) || !isDamaged(log)) return null;
  const kept = `${asideOf(file, now)}-wal`;
  onDisk(kept, () => copyFileSync(log, kept));
  return kept;
}

/** Longer ones are not looked through: sessions move theirs into the file long before. */
const LONGEST = 256 * 1024 * 1024;

function isDamaged(log: string): boolean {
  const size = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
  return size > HEADER && size <= LONGEST && hasLostFrames(onDisk(log, () => readFileSync(log)));
}

const HEADER = 32;
const FRAME_HEADER = 24;
const MAGIC = 0x37_7f_06_82;

/** Whether what belongs to this log stands behind a place that SQLite does not get past. */
export function hasLostFrames(log: Buffer): boolean {
  const magic = log.readUInt32BE(0);
  // The last bit tells the order of bytes in which sums are made.
  const sum = createSum(log, magic === MAGIC);
  const pageSize = log.readUInt32BE(8);
  const isHeader = (magic & ~1) === MAGIC && sum.add(0, HEADER - 8) && sum.isAt(HEADER - 8);
  if (!isHeader) return log.some((byte) => byte !== 0);
  const size = FRAME_HEADER + pageSize;
  let at = HEADER;
  while (at + size <= log.length && isOfThisLog(log, at)) {
    sum.add(at, at + 8);
    sum.add(at + FRAME_HEADER, at + size);
    if (!sum.isAt(at + 16)) break;
    at += size;
  }
  for (let next = at + size; next + size <= log.length; next += size) if (isOfThisLog(log, next)) return true;
  return false;
}

/** Frames of an earlier round stand behind those of this one, with other salts. */
function isOfThisLog(log: Buffer, frame: number): boolean {
  return log.compare(log, 16, 24, frame + 8, frame + 16) === 0;
}

interface Sum {
  /** Adds a stretch of whole pairs of words. */
  add(from: number, to: number): true;
  /** Whether the sum so far stands there. */
  isAt(at: number): boolean;
}

function createSum(log: Buffer, isLittle: boolean): Sum {
  const view = new DataView(log.buffer, log.byteOffset, log.length);
  let [first, second] = [0, 0];
  return {
    add(from, to) {
      for (let at = from; at < to; at += 8) {
        first = (first + view.getUint32(at, isLittle) + second) >>> 0;
        second = (second + view.getUint32(at + 4, isLittle) + first) >>> 0;
      }
      return true;
    },
    isAt: (at) => view.getUint32(at) === first && view.getUint32(at + 4) === second,
  };
}
