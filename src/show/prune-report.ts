/**
 * What `history prune` would remove, for people.
 */
import { describeSize } from '../core/advice.ts';
import { formatDuration, isoUtc } from '../core/instant.ts';
import type { Prunable } from '../store/prunable.ts';
import { line, type Line } from './present/line.ts';
import { counted } from './words.ts';

export interface Keeping {
  /** In milliseconds. */
  readonly olderThan: number;
  /** In bytes. */
  readonly maxSize: number;
}

export function prunableLines(going: Prunable, { olderThan, maxSize }: Keeping): readonly Line[] {
  const { aged, bytes, oldestAt, newestAt, all, surplus } = going;
  if (aged === 0 && surplus === 0) {
    return [line(`Nothing to remove of ${counted(all, 'delivery', 'deliveries')}.`, 'dim')];
  }
  const age = olderThan === 0 ? '' : ` older than ${formatDuration(olderThan)}`;
  const from = oldestAt === null || newestAt === null ? '' : `, from ${isoUtc(oldestAt)} to ${isoUtc(newestAt)}`;
  const what = `${aged} of ${counted(all, 'delivery', 'deliveries')}${age} will go`;
  const lines = aged === 0 ? [] : [line(`${what}: ${describeSize(bytes)} of bodies${from}.`)];
  if (surplus === 0 || maxSize === 0) return lines;
  const more = `What is left is ${describeSize(surplus)} more than ${describeSize(maxSize)}: the oldest of it goes too.`;
  return [...lines, line(more)];
}
