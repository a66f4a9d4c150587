/**
 * The share of the fuzzing that CI does: a few thousand cases, others each time. `FUZZ_SEED` repeats a run;
 * `npm run fuzz` does as many as you like.
 */
import { describe, expect, it } from 'vitest';
import { randomSeed, runTarget } from './run-target.ts';
import { TARGETS } from './targets.ts';

const SEED = Number(process.env['FUZZ_SEED'] ?? randomSeed());
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
