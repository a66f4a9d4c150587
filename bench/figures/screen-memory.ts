/**
 * What the screen holds after ten minutes of 500 calls a second, and whether it still grows: the slope of a straight line
 * through the second half. Beside it a session without a screen under the same calls.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { note, type Bench, type Figure, type Finding } from '../figure.ts';
import { residentBytes } from '../memory.ts';
import { startProduct } from '../product.ts';
import { EVENTS_A_SECOND, load, openScreenSession } from '../screen-session.ts';
import { median, slopeOf, type Point } from '../statistics.ts';
import { megabytes, percent, times } from '../words.ts';

const MOST = 250_000_000;
/** Of what is held, in a minute: the collector's own ups and downs are as large. */
const MOST_GROWTH = 0.01;

export const screenMemory: Figure = {
  name: 'screen-memory',
  words: `memory of the screen through ten minutes of ${EVENTS_A_SECOND} calls a second (one minute with --quick)`,
  measure,
};

async function measure(bench: Bench): Promise<readonly Finding[]> {
  const minutes = bench.isQuick ? 1 : 10;
  const screen = await openScreenSession(bench);
  const json = await startProduct(bench, { forward: null });
  const [ours, beside] = await Promise.all([
    watched(screen.pid, load(bench, screen.url, minutes * MINUTE)),
    watched(json.pid, pause(minutes * MINUTE)),
  ]);
  const peak = Math.max(...ours.map(([, bytes]) => bytes));
  const growth = growthOf(ours);
  const held = median(secondHalf(ours).map(([, bytes]) => bytes));
  return [
    {
      kind: 'row',
      what: `at most, in ${minutes} minutes`,
      ours: megabytes(peak),
      peer: `at rest, --json ${megabytes(median(beside.map(([, bytes]) => bytes)))}`,
      ratio: times(peak / median(beside.map(([, bytes]) => bytes))),
      aim: `<= ${megabytes(MOST)}`,
      isMet: peak <= MOST,
    },
    {
      kind: 'row',
      what: 'growth a minute in the second half',
      ours: `${(growth / 1_000_000).toFixed(2)} MB`,
      peer: `of ${megabytes(held)}`,
      ratio: `${((growth / held) * 100).toFixed(1)} %`,
      aim: `<= ${percent(MOST_GROWTH)}`,
      isMet: growth / held <= MOST_GROWTH,
    },
    note(`Every half minute: ${everyHalfMinute(ours).join(', ')} MB.`),
  ];
}

const MINUTE = 60_000;
const LOOK_EVERY = 1000;

/** Seconds since the beginning, and bytes. */
async function watched(pid: number, until: Promise<unknown>): Promise<readonly Point[]> {
  const points: Point[] = [];
  const begunAt = performance.now();
  const progress = { isOver: false };
  const over = until.finally(() => (progress.isOver = true));
  while (!progress.isOver) {
    points.push([(performance.now() - begunAt) / 1000, await residentBytes(pid)]);
    await pause(LOOK_EVERY);
  }
  await over;
  return points;
}

function secondHalf(points: readonly Point[]): readonly Point[] {
  return points.slice(Math.floor(points.length / 2));
}

function growthOf(points: readonly Point[]): number {
  return slopeOf(secondHalf(points)) * 60;
}

function everyHalfMinute(points: readonly Point[]): readonly string[] {
  return points.filter((_, index) => index % 30 === 29).map(([, bytes]) => (bytes / 1_000_000).toFixed(0));
}
