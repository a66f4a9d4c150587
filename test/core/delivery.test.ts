import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isFinal,
  newDelivery,
  repeatDueAt,
  stepDelivery,
  type DeliveryInput,
  type DeliveryState,
  type DeliveryStep,
} from '../../src/core/delivery.ts';
import type { Instant } from '../../src/core/instant.ts';
import { RULES, type Rules } from '../../src/core/rules.ts';
import { linesOf, tellDelivery } from './conversation.ts';
import { anyInputs, anyRules } from './outcomes.ts';

interface Told extends DeliveryStep {
  readonly input: DeliveryInput;
  readonly before: DeliveryState;
}

/** All steps of a run, from a delivery due at 0. */
function run(inputs: readonly DeliveryInput[], rules: Rules): readonly Told[] {
  let before = newDelivery(0);
  return inputs.map((input) => {
    const told = { input, before, ...stepDelivery(before, input, rules) };
    before = told.state;
    return told;
  });
}

function sendsOf(told: readonly Told[]): readonly Instant[] {
  return told.filter((step) => step.effects.some((effect) => effect.kind === 'send')).map((step) => step.input.at);
}

describe('conversations with a delivery', () => {
  it('a handler that answers at once', () => {
    const script = `
      0:00  came due      -> send #1
      0:00  answered 200  -> delivered
      5:00  came due      -> nothing`;
    expect(tellDelivery('current', script)).toEqual(linesOf(script));
  });

  it('a handler that fails twice and recovers', () => {
    const script = `
      0:00   came due      -> send #1
      0:01   answered 500  -> repeats, wake at 5:00
      4:59   came due      -> wake at 5:00
      5:00   came due      -> send #2
      5:00   refused       -> repeats, wake at 10:00
      10:00  came due      -> send #3
      10:00  answered 204  -> delivered
      15:00  came due      -> nothing`;
    expect(tellDelivery('current', script)).toEqual(linesOf(script));
  });

  it('a repeat is counted from the start of the attempt before, however late that one began', () => {
    const script = `
      0:03  came due      -> send #1
      0:04  answered 500  -> repeats, wake at 5:03
      7:00  came due      -> send #2
      7:01  answered 500  -> repeats, wake at 12:00`;
    expect(tellDelivery('current', script)).toEqual(linesOf(script));
  });

  it('a slow handler loses the event in silence', () => {
    const script = `
      0:00  came due                    -> send #1
      0:01  answered 200 after 1200 ms  -> timed-out
      5:00  came due                    -> nothing`;
    expect(tellDelivery('current', script)).toEqual(linesOf(script));
  });

  it('the same handler under the older rules, and under those with three seconds', () => {
    const legacy = `
      0:00  came due                    -> send #1
      0:01  answered 200 after 1200 ms  -> repeats, wake at 5:00`;
    expect(tellDelivery('legacy', legacy)).toEqual(linesOf(legacy));
    const split = `
      0:00   came due                    -> send #1
      0:01   silent connecting           -> repeats, wake at 5:00
      5:00   came due                    -> send #2
      5:01   answered 201 after 2999 ms  -> repeats, wake at 10:00
      10:00  came due                    -> send #3
      10:01  answered 200 after 1200 ms  -> delivered`;
    expect(tellDelivery('split', split)).toEqual(linesOf(split));
  });

  it('an inactive webhook sends nothing more, and an attempt in flight is still judged', () => {
    const waiting = `
      0:00  came due             -> send #1
      0:00  answered 500         -> repeats, wake at 5:00
      2:00  webhook deactivated  -> withdrawn, webhook-deactivated
      5:00  came due             -> nothing`;
    expect(tellDelivery('current', waiting)).toEqual(linesOf(waiting));
    const inFlight = `
      0:00  came due         -> send #1
      0:00  webhook deleted  -> nothing
      0:01  answered 500     -> repeats, withdrawn, webhook-deleted
      5:00  came due         -> nothing`;
    expect(tellDelivery('current', inFlight)).toEqual(linesOf(inFlight));
    const rightAfterAll = `
      0:00  came due         -> send #1
      0:00  webhook deleted  -> nothing
      0:01  answered 204     -> delivered`;
    expect(tellDelivery('current', rightAfterAll)).toEqual(linesOf(rightAfterAll));
  });

  it('a real shop calls when it likes, and the judge follows', () => {
    const script = `
      0:00  arrived       -> send #1
      0:00  arrived       -> nothing
      0:00  answered 503  -> repeats, wake at 5:00
      4:58  arrived       -> send #2
      4:58  answered 200  -> delivered`;
    expect(tellDelivery('current', script)).toEqual(linesOf(script));
  });
});

describe('properties of a delivery', () => {
  it('at most one attempt is in flight: a send comes only out of waiting, and numbers count up by one', () => {
    fc.assert(
      fc.property(anyInputs, anyRules, (inputs, rules) => {
        for (const { before, state, effects } of run(inputs, rules)) {
          const sends = effects.filter((effect) => effect.kind === 'send');
          expect(sends.length).toBe(before.kind === 'waiting' && state.kind === 'in-flight' ? 1 : 0);
          expect(state.attempts).toBe(before.attempts + sends.length);
          expect(sends.map((send) => send.attempt)).toEqual(sends.map(() => state.attempts));
        }
      }),
    );
  });

  it('nothing happens after a final state', () => {
    fc.assert(
      fc.property(anyInputs, anyRules, (inputs, rules) => {
        for (const { before, state, effects } of run(inputs, rules)) {
          if (!isFinal(before)) continue;
          expect(state).toBe(before);
          expect(effects).toEqual([]);
        }
      }),
    );
  });

  it('attempts of ours are never closer than the interval', () => {
    fc.assert(
      fc.property(anyInputs, anyRules, (inputs, rules) => {
        const sends = sendsOf(
          run(
            inputs.filter((input) => input.kind !== 'arrived'),
            rules,
          ),
        );
        for (const [index, at] of sends.slice(1).entries()) {
          expect(at - (sends[index] ?? 0)).toBeGreaterThanOrEqual(rules.interval);
        }
      }),
    );
  });

  it('replaying recorded inputs gives the same states and effects', () => {
    fc.assert(
      fc.property(anyInputs, anyRules, (inputs, rules) => {
        const recorded: unknown = JSON.parse(JSON.stringify(run(inputs, rules)));
        expect(JSON.parse(JSON.stringify(run(structuredClone(inputs), rules)))).toEqual(recorded);
      }),
    );
  });

  it('a state never changes under the hands of whoever holds it', () => {
    fc.assert(
      fc.property(anyInputs, anyRules, (inputs, rules) => {
        let state = Object.freeze(newDelivery(0));
        for (const input of inputs) state = Object.freeze(stepDelivery(state, Object.freeze(input), rules).state);
      }),
    );
  });
});

it('final are delivered, timed-out and withdrawn', () => {
  expect(isFinal(newDelivery(0))).toBe(false);
  expect(isFinal({ kind: 'in-flight', attempts: 1, sentAt: 0, withdrawn: null })).toBe(false);
  expect(isFinal({ kind: 'delivered', attempts: 1, at: 0 })).toBe(true);
  expect(isFinal({ kind: 'timed-out', attempts: 1, at: 0 })).toBe(true);
  expect(isFinal({ kind: 'withdrawn', attempts: 0, at: 0, because: 'webhook-deleted' })).toBe(true);
});

it('repeats follow five minutes after the start', () => {
  expect(repeatDueAt(1_000_000, RULES.current)).toBe(1_300_000);
});
