/**
 * Rounds of calls, one subject after another and again from the first: whatever else slows the machine meets all alike.
 * In: subjects by name. Out: their medians, and the median of the ratios within each round.
 */
import { startChild } from './child.ts';
import type { Bench } from './figure.ts';
import { readResult, type LoadResult, type LoadTask } from './load-task.ts';
import { benchProgram } from './places.ts';
import { median } from './statistics.ts';

export interface Subject {
  readonly name: string;
  readonly url: string;
}

export interface Rounds {
  /** The median of one measure of a subject. */
  of(name: string, measure: Measure): number;
  /** The median over the rounds of what `compare` makes of two subjects. */
  compare(pair: readonly [string, string], compare: (a: LoadResult, b: LoadResult) => number): number;
  /** All calls of a subject, warm-up included. */
  sent(name: string): number;
  /** Of all subjects, as sentences. */
  failures(): readonly string[];
}

export type Measure = 'perSecond' | 'p50' | 'p99';

const ROUNDS = 7;
const QUICK_ROUNDS = 3;
const FORTY_MINUTES_OF_CALLS = 10_000_000;
const LOAD_WITHIN = 240_000;

let nextNumber = 1;

export async function measureRounds(bench: Bench, subjects: readonly Subject[], parallel: number): Promise<Rounds> {
  const results = new Map<string, LoadResult[]>(subjects.map(({ name }) => [name, []]));
  const length = bench.isQuick ? { ms: 500, warmUpMs: 300 } : { ms: 1500, warmUpMs: 500 };
  for (let round = 0; round < (bench.isQuick ? QUICK_ROUNDS : ROUNDS); round += 1) {
    for (const { name, url } of subjects) {
      results.get(name)?.push(await putLoad(bench, { url, parallel, ...length, calls: null }));
    }
  }
  return roundsOf(results);
}

/** One caller process from its start to its end. */
export async function putLoad(bench: Bench, task: Omit<LoadTask, 'firstNumber'>): Promise<LoadResult> {
  const given: LoadTask = { ...task, firstNumber: nextNumber };
  nextNumber += task.calls ?? FORTY_MINUTES_OF_CALLS;
  const args = [benchProgram('caller'), JSON.stringify(given)];
  const caller = startChild(bench, { command: process.execPath, args, stdout: 'pipe' });
  const within = LOAD_WITHIN + (task.calls === null ? task.ms : 0);
  return readResult(await caller.line((line) => line.startsWith('{'), within));
}

function roundsOf(results: ReadonlyMap<string, readonly LoadResult[]>): Rounds {
  const all = (name: string): readonly LoadResult[] => results.get(name) ?? [];
  return {
    of: (name, measure) => median(all(name).map((result) => result[measure])),
    compare: ([a, b], compare) =>
      median(
        all(a).flatMap((result, round) => {
          const other = all(b)[round];
          return other === undefined ? [] : [compare(result, other)];
        }),
      ),
    sent: (name) => all(name).reduce((sum, { sent }) => sum + sent, 0),
    failures: () =>
      [...results].flatMap(([name, of]) => {
        const failures = of.reduce((sum, result) => sum + result.failures, 0);
        return failures === 0 ? [] : [`${name}: ${failures} calls were not answered 2xx.`];
      }),
  };
}
