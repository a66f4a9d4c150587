/**
 * One thing that is fuzzed: where its cases come from and what must hold for each. In: a definition. Out: a target that the
 * CI share and `npm run fuzz` run alike.
 */
import { writeFileSync } from 'node:fs';
import fc from 'fast-check';

export interface Definition<Case> {
  readonly name: string;
  /** One line: what is given to what, and what must hold. */
  readonly words: string;
  /** How many cases in CI. */
  readonly ci: number;
  /** Its part of a run by hand: the cheap ones have the large ones. */
  readonly weight: number;
  /** Makes what the cases need; called once a run. */
  readonly open: () => Promise<Opened<Case>> | Opened<Case>;
}

export interface Opened<Case> {
  readonly cases: fc.Arbitrary<Case>;
  /** Throws when something does not hold. */
  readonly check: (given: Case) => void | Promise<void>;
  readonly close?: () => void | Promise<void>;
}

export interface Target extends Omit<Definition<never>, 'open'> {
  /** `afterEach` looks for what went wrong beside a case. */
  readonly open: (afterEach: () => Promise<void>) => Promise<OpenTarget>;
}

export interface OpenTarget {
  readonly property: fc.IAsyncProperty<[unknown]>;
  readonly close: () => Promise<void>;
}

/** Whatever goes wrong in a case of its kind is told of the case: also what nobody caught, and what does not end. */
export function target<Case>(definition: Definition<Case>): Target {
  return {
    ...definition,
    async open(afterEach) {
      const opened = await definition.open();
      const property = fc.asyncProperty(opened.cases, async (given) => {
        if (LAST_CASE !== undefined) writeFileSync(LAST_CASE, fc.stringify(given));
        const startedAt = performance.now();
        const work = opened.check(given);
        if (work !== undefined) await inTime(work);
        else if (performance.now() - startedAt > DEADLINE) throw new Error(`took longer than ${DEADLINE} ms`);
        await afterEach();
      });
      return { property, close: async () => opened.close?.() };
    },
  };
}

/** Each case is written to this file first: for one that takes the whole process along, or never ends. */
const LAST_CASE = process.env['FUZZ_LAST_CASE'];

/** A deadline against hanging, not a measure. */
const DEADLINE = 30_000;

async function inTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`hangs: nothing after ${DEADLINE} ms`)), DEADLINE);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
