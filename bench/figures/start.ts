/**
 * What a person waits for: the version, a session that is ready, the first frame of the screen; each beside the start of
 * Node itself, which nothing written in it can be faster than.
 */
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { openTerminal } from '../../test/support/terminal.ts';
import { startChild, timeRun } from '../child.ts';
import type { Bench, Figure, Finding } from '../figure.ts';
import { PROGRAM } from '../places.ts';
import { median } from '../statistics.ts';
import { millis, times } from '../words.ts';

interface Start {
  readonly name: string;
  readonly words: string;
  readonly rounds: number;
  /** Milliseconds. */
  once(bench: Bench): Promise<number>;
  readonly aim: { readonly kind: 'ratio' | 'ms'; readonly most: number };
}

const MOST_VERSION_RATIO = 1.5;
const MOST_READY_MS = 400;
const MOST_FRAME_MS = 450;

export const version: Figure = figureOf({
  name: 'version',
  words: 'upgates-dev --version',
  rounds: 25,
  once: () => timeRun([PROGRAM, '--version']),
  aim: { kind: 'ratio', most: MOST_VERSION_RATIO },
});

export const ready: Figure = figureOf({
  name: 'ready',
  words: 'listen --json --shop simulated, to ready',
  rounds: 11,
  once: timeReady,
  aim: { kind: 'ms', most: MOST_READY_MS },
});

export const firstFrame: Figure = figureOf({
  name: 'first-frame',
  words: 'listen --shop simulated, to the first frame',
  rounds: 11,
  once: timeFirstFrame,
  aim: { kind: 'ms', most: MOST_FRAME_MS },
});

function figureOf(start: Start): Figure {
  return { name: start.name, words: `${start.words}, against node -e 0`, measure: (bench) => measure(bench, start) };
}

async function measure(bench: Bench, start: Start): Promise<readonly Finding[]> {
  const pairs: { readonly ours: number; readonly node: number }[] = [];
  await start.once(bench);
  for (let round = 0; round < (bench.isQuick ? 5 : start.rounds); round += 1) {
    pairs.push({ ours: await start.once(bench), node: await timeRun(['-e', '0']) });
  }
  const ours = median(pairs.map((pair) => pair.ours));
  const ratio = median(pairs.map((pair) => pair.ours / pair.node));
  const { kind, most } = start.aim;
  return [
    {
      kind: 'row',
      what: start.words,
      ours: millis(ours),
      peer: `node -e 0 ${millis(median(pairs.map((pair) => pair.node)))}`,
      ratio: times(ratio),
      aim: `<= ${kind === 'ratio' ? times(most) : millis(most)}`,
      isMet: (kind === 'ratio' ? ratio : ours) <= most,
    },
  ];
}

/** Nothing comes by itself, and there is no history from before. */
async function simulated(bench: Bench): Promise<readonly string[]> {
  const dataDir = await mkdtemp(join(bench.folder, 'data-'));
  return [PROGRAM, 'listen', '--shop', 'simulated', '--traffic', '0', '--data-dir', dataDir];
}

async function timeReady(bench: Bench): Promise<number> {
  const args = [...(await simulated(bench)), '--json'];
  const startedAt = performance.now();
  const child = startChild(bench, { command: process.execPath, args, stdout: 'pipe' });
  await child.line((line) => line.includes('"kind":"ready"'));
  const ms = performance.now() - startedAt;
  await child.end();
  return ms;
}

async function timeFirstFrame(bench: Bench): Promise<number> {
  const args = await simulated(bench);
  const startedAt = performance.now();
  const terminal = openTerminal({ command: process.execPath, args, cols: 100, rows: 30, cwd: bench.folder });
  bench.defer(() => terminal.close());
  await terminal.waitFor((rows) => terminal.isAlternate() && rows.some((row) => row.trim() !== ''));
  const ms = performance.now() - startedAt;
  terminal.kill('SIGTERM');
  await terminal.exit;
  return ms;
}
