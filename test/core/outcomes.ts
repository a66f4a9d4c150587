/** Arbitrary outcomes, inputs and secrets for the properties. */
import * as fc from 'fast-check';
import type { DeliveryInput } from '../../src/core/delivery.ts';
import type { Outcome } from '../../src/core/outcome.ts';
import { RULES, RULES_NAMES, type Rules } from '../../src/core/rules.ts';

const ms = fc.integer({ min: 0, max: 5000 });

export const anyRules: fc.Arbitrary<Rules> = fc.constantFrom(...RULES_NAMES).map((name) => RULES[name]);

export const anyOutcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.record({ kind: fc.constant('answered' as const), status: fc.integer({ min: 100, max: 599 }), ms }),
  fc.record({
    kind: fc.constant('broken' as const),
    by: fc.constantFrom('refused' as const, 'dns' as const, 'tls' as const, 'reset' as const, 'malformed' as const),
    ms,
  }),
  fc.record({
    kind: fc.constant('silent' as const),
    phase: fc.constantFrom('connect' as const, 'answer' as const),
    ms,
  }),
  fc.record({ kind: fc.constant('caller-gone' as const), ms }),
);

const because = fc.constantFrom('webhook-deleted' as const, 'webhook-deactivated' as const);

/** What can be told to a delivery, with how long after the input before. Most of it does not fit the state. */
const anyTold = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ kind: 'came-due' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'arrived' as const }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('ended' as const), outcome: anyOutcome }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('withdrawn' as const), because }) },
);

/** A run of inputs in the order of time, from 0 on. */
export const anyInputs: fc.Arbitrary<readonly DeliveryInput[]> = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 400_000 }), anyTold), { maxLength: 60 })
  .map((told) => {
    let at = 0;
    return told.map(([later, input]): DeliveryInput => ({ ...input, at: (at += later) }));
  });

/** 128 bits or more, written in every alphabet that a token may come in. */
const ALPHABETS = {
  'base 16': '0123456789abcdef',
  'base 32': 'abcdefghijklmnopqrstuvwxyz234567',
  'base 32, capitals': 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  'base 36': '0123456789abcdefghijklmnopqrstuvwxyz',
  'base 58': '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz',
  'base 62': '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
  'base 64, for URLs': 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
} as const;

export const ALPHABET_NAMES: readonly (keyof typeof ALPHABETS)[] = [
  'base 16',
  'base 32',
  'base 32, capitals',
  'base 36',
  'base 58',
  'base 62',
  'base 64, for URLs',
];

/** A token as a uniform number generator makes it; fast-check's own strings favour the ends of an alphabet. */
export function tokenIn(name: keyof typeof ALPHABETS, next: () => number): string {
  const letters = ALPHABETS[name];
  const length = Math.ceil(128 / Math.log2(letters.length));
  return Array.from({ length }, () => letters.charAt(Math.floor(next() * letters.length))).join('');
}
