/**
 * The share of the fuzzing that CI does: a few thousand cases. On a build server they are the same each time, so that a
 * change is judged by what it changed; anywhere else they are others each time. `FUZZ_SEED` repeats a run; `npm run fuzz`
 * does as many as you like.
 */
import { describe, expect, it } from 'vitest';
import { randomSeed, runTarget } from './run-target.ts';
import { TARGETS } from './targets.ts';

const SAME_EACH_TIME = 20_261_128;
const SEED = Number(process.env['FUZZ_SEED'] ?? (process.env['CI'] === 'true' ? SAME_EACH_TIME : randomSeed()));
console.log(`fuzzing with seed ${SEED}: FUZZ_SEED=${SEED} makes the same cases again`);

describe(`fuzzing, seed ${SEED}`, () => {
  it.each(TARGETS)(
    '$name: $words',
    async (target) => {
      const outcome = await runTarget(target, { cases: target.ci, seed: SEED });
      expect(outcome.failure ?? 'held').toBe('held');
      expect(outcome.cases).toBe(target.ci);
    },
    60_000,
  );
});
