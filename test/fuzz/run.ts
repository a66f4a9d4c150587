/**
 * `npm run fuzz [-- --cases 1000000 --seed S --only NAME]`: so many cases, shared out among the targets. The seed is
 * printed first, whatever comes of it. Exit 1 when something does not hold.
 */
import { parseArgs } from 'node:util';
import { randomSeed, runTarget, type Outcome } from './run-target.ts';
import type { Target } from './target.ts';
import { TARGETS } from './targets.ts';

interface Wish {
  readonly cases: number;
  readonly seed: number;
  readonly path: string | undefined;
  readonly chosen: readonly Target[];
}

async function main(): Promise<void> {
  const wish = readWish();
  console.log(`seed ${wish.seed}, ${wish.cases} cases`);
  const outcomes: Outcome[] = [];
  for (const target of wish.chosen) {
    const outcome = await runTarget(target, { ...wish, cases: shareOf(target, wish) });
    outcomes.push(outcome);
    console.log(`${outcome.name.padEnd(18)} ${String(outcome.cases).padStart(8)} cases ${secondsOf(outcome)}`);
    if (outcome.failure !== null) console.log(outcome.failure);
  }
  const failed = outcomes.filter(({ failure }) => failure !== null).map(({ name }) => name);
  const cases = outcomes.reduce((sum, outcome) => sum + outcome.cases, 0);
  const said = failed.length === 0 ? 'everything held' : `${failed.join(', ')} did not hold`;
  console.log(`${cases} cases, seed ${wish.seed}: ${said}`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}

function secondsOf({ ms, failure }: Outcome): string {
  return `${(ms / 1000).toFixed(1).padStart(7)} s  ${failure === null ? 'held' : 'FAILED'}`;
}

function readWish(): Wish {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: { cases: text, seed: text, path: text, only: { type: 'string', multiple: true } },
  });
  const { only = [] } = values;
  const unknown = only.find((name) => TARGETS.every((target) => target.name !== name));
  if (unknown !== undefined) throw new Error(`There is no target "${unknown}". There are: ${namesOf(TARGETS)}.`);
  return {
    cases: values.cases === undefined ? 1_000_000 : wholeOf('--cases', values.cases),
    seed: values.seed === undefined ? randomSeed() : wholeOf('--seed', values.seed),
    path: values.path,
    chosen: only.length === 0 ? TARGETS : TARGETS.filter(({ name }) => only.includes(name)),
  };
}

function wholeOf(name: string, text: string): number {
  if (/^-?\d{1,10}$/.test(text)) return Number(text);
  throw new Error(`${name} takes a whole number.`);
}

function namesOf(targets: readonly Target[]): string {
  return targets.map(({ name }) => name).join(', ');
}

function shareOf({ weight }: Target, { cases, chosen }: Wish): number {
  return Math.ceil((cases * weight) / chosen.reduce((sum, other) => sum + other.weight, 0));
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
