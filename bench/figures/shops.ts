/**
 * What shops of the testing library leave behind in one process: a thousand opened, used and closed, each with a served
 * API, a subscription and an event delivered to a real handler.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Bench, Figure, Finding } from '../figure.ts';
import { MANY_SHOPS } from '../places.ts';
import { times } from '../words.ts';

export const shops: Figure = {
  name: 'shops',
  words: '1,000 shops of the testing library opened, used and closed (100 with --quick)',
  measure,
};

interface Left {
  readonly delivered: number;
  /** Heap in bytes after a tenth of them and after all. */
  readonly early: number;
  readonly late: number;
  readonly left: readonly string[];
}

async function measure({ isQuick }: Bench): Promise<readonly Finding[]> {
  const count = isQuick ? 100 : 1000;
  const startedAt = performance.now();
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', MANY_SHOPS, String(count)]);
  const perShop = (performance.now() - startedAt) / count;
  const { delivered, early, late, left }: Left = JSON.parse(stdout);
  const kilobytes = (bytes: number): string => `${Math.round(bytes / 1000)} kB`;
  return [
    {
      kind: 'row',
      what: `heap after ${count}`,
      ours: kilobytes(late),
      peer: `after ${count / 10}: ${kilobytes(early)}`,
      ratio: times(late / early),
      aim: '<= 1.5 times',
      isMet: late <= 1.5 * early,
    },
    {
      kind: 'note',
      text: `${delivered} delivered, ${perShop.toFixed(1)} ms each, left open: ${left.length === 0 ? 'nothing' : left.join(', ')}.`,
    },
  ];
}
