/**
 * What a person waits for who looks into a long history: time beyond the start of Node itself, and memory beside a history
 * of a hundredth of it, which must not differ.
 */
import { join } from 'node:path';
import { measureRun, timeRun } from '../child.ts';
import { note, type Bench, type Figure, type Finding } from '../figure.ts';
import { writeLongHistory, type LongHistory } from '../long-history.ts';
import { PROGRAM } from '../places.ts';
import { median } from '../statistics.ts';
import { megabytes, millis, times } from '../words.ts';

interface Look {
  readonly words: string;
  readonly args: (history: LongHistory) => readonly string[];
  /** Milliseconds beyond the start of Node. */
  readonly most: number;
}

const list = (...args: readonly string[]): readonly string[] => ['history', 'list', ...args];

const LOOKS: readonly Look[] = [
  { words: 'first page', most: 100, args: () => list() },
  { words: 'filtered page', most: 100, args: () => list('--filter', 'verdict:repeats event:Orders.*') },
  { words: 'filter that fits nothing', most: 100, args: () => list('--filter', 'status:418 OR verdict:timed-out') },
  { words: 'body search, hits at the top', most: 200, args: () => list('--filter', 'body:mikina') },
  { words: 'body search, only the oldest', most: 200, args: ({ rareText }) => list('--filter', `body:${rareText}`) },
  { words: 'history show', most: 50, args: ({ id }) => ['history', 'show', id] },
];

const MOST_MEMORY_RATIO = 1.2;

export const history: Figure = {
  name: 'history',
  words: 'looking into a history of 100,000 deliveries (10,000 with --quick), time beyond node -e 0',
  measure,
};

interface Subject {
  readonly dir: string;
  readonly history: LongHistory;
}

async function measure(bench: Bench): Promise<readonly Finding[]> {
  const count = bench.isQuick ? 10_000 : 100_000;
  const long = written(bench, count);
  const short = written(bench, count / 100);
  const findings: Finding[] = [];
  for (const look of LOOKS) findings.push(...(await measureLook(bench, { look, long, short })));
  return findings;
}

function written(bench: Bench, count: number): Subject {
  const dir = join(bench.folder, `history-${count}`);
  return { dir, history: writeLongHistory(dir, count) };
}

interface Measuring {
  readonly look: Look;
  readonly long: Subject;
  readonly short: Subject;
}

async function measureLook(bench: Bench, { look, long, short }: Measuring): Promise<readonly Finding[]> {
  const argsFor = ({ dir, history: of }: Subject): readonly string[] => [PROGRAM, ...look.args(of), '--data-dir', dir];
  await timeRun(argsFor(long));
  const pairs: { readonly ours: number; readonly node: number }[] = [];
  for (let round = 0; round < (bench.isQuick ? 5 : 15); round += 1) {
    pairs.push({ ours: await timeRun(argsFor(long)), node: await timeRun(['-e', '0']) });
  }
  const beyond = median(pairs.map(({ ours, node }) => ours - node));
  const memory = { long: await measureRun(argsFor(long)), short: await measureRun(argsFor(short)) };
  const ratio = memory.long / memory.short;
  return [
    {
      kind: 'row',
      what: look.words,
      ours: millis(beyond),
      peer: `node -e 0 ${millis(median(pairs.map(({ node }) => node)))}`,
      ratio: times(median(pairs.map(({ ours, node }) => ours / node))),
      aim: `<= ${millis(look.most)}`,
      isMet: beyond <= look.most,
    },
    note(
      `${look.words}: at most ${megabytes(memory.long)}, ${times(ratio)} that of a hundredth as many` +
        `${ratio > MOST_MEMORY_RATIO ? ' (MISSED)' : ''}.`,
    ),
  ];
}
