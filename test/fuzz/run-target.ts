/**
 * Runs one target. In: how many cases, and the seed. Out: that all held, or the smallest case that does not, with the
 * command that makes it again.
 */
import fc from 'fast-check';
import type { Target } from './target.ts';

export interface Run {
  readonly cases: number;
  readonly seed: number;
  /** Where a failing case stood, as a run before has printed it. */
  readonly path?: string | undefined;
}

export interface Outcome {
  readonly name: string;
  readonly cases: number;
  readonly ms: number;
  /** Null: everything held. */
  readonly failure: string | null;
}

export async function runTarget(target: Target, run: Run): Promise<Outcome> {
  const startedAt = performance.now();
  const watch = watchProcess();
  const open = await target.open(lookBeside(watch));
  try {
    const details = await fc.check(open.property, {
      seed: run.seed,
      numRuns: run.cases,
      ...(run.path === undefined ? {} : { path: run.path, numRuns: 1 }),
    });
    const ms = Math.round(performance.now() - startedAt);
    const failure = details.failed ? report(target, details) : null;
    return { name: target.name, cases: details.numRuns, ms, failure };
  } finally {
    watch.stop();
    await open.close();
  }
}

export function randomSeed(): number {
  return Math.floor(Math.random() * 2 ** 31);
}

function lookBeside(watch: Watch): () => Promise<void> {
  let count = 0;
  return async () => {
    count += 1;
    if (count % TURN_EVERY === 0) await new Promise((resolve) => setImmediate(resolve));
    const error = watch.seen();
    if (error !== null) throw new Error('nobody caught an error', { cause: error });
  };
}

/** Cases that wait for nothing would never let a timer or a socket have its turn. */
const TURN_EVERY = 50;

interface Watch {
  /** The first error that nobody caught. */
  seen(): unknown;
  stop(): void;
}

function watchProcess(): Watch {
  let first: unknown = null;
  const note = (error: unknown): void => {
    first ??= error ?? new Error('nothing was thrown, and nobody caught it');
  };
  process.on('uncaughtException', note).on('unhandledRejection', note);
  return {
    seen: () => first,
    stop: () => void process.off('uncaughtException', note).off('unhandledRejection', note),
  };
}

const LONGEST_CASE = 4000;

function report({ name }: Target, details: fc.RunDetails<[unknown]>): string {
  const { seed, counterexamplePath, counterexample, errorInstance, numShrinks, numRuns } = details;
  const text = fc.stringify(counterexample?.[0]);
  const shown = text.length > LONGEST_CASE ? `${text.slice(0, LONGEST_CASE)}… (${text.length} letters)` : text;
  const error = errorInstance instanceof Error ? describe(errorInstance) : String(errorInstance);
  return [
    `${name}: case ${numRuns} does not hold (made smaller ${numShrinks} times): ${shown}`,
    error,
    `again: npm run fuzz -- --only ${name} --seed ${seed} --path ${counterexamplePath ?? ''}`,
  ].join('\n');
}

function describe(error: Error): string {
  const cause = error.cause instanceof Error ? `\nbecause: ${describe(error.cause)}` : '';
  return `${error.stack ?? error.message}${cause}`;
}
