import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newDelivery, stepDelivery } from '../../src/core/delivery.ts';
import { DAY, HOUR, MINUTE, type Instant } from '../../src/core/instant.ts';
import type { Outcome } from '../../src/core/outcome.ts';
import { RULES, type Rules } from '../../src/core/rules.ts';
import { createSchedule } from '../../src/core/schedule.ts';
import {
  attemptsBeforeGivingUp,
  givesUpAt,
  maySend,
  newWebhook,
  stepWebhook,
  type WebhookState,
} from '../../src/core/webhook.ts';
import { linesOf, readOutcome, tellWebhook } from './conversation.ts';
import { anyOutcome, anyRules } from './outcomes.ts';

/**
 * A shop in twenty lines: one webhook and one delivery against a handler that always does the same, on a clock that
 * jumps from one due instant to the next, until nothing is due or `until` is reached.
 */
function runShop(rules: Rules, outcome: Outcome, until: Instant): { sends: Instant[]; webhook: WebhookState } {
  const due = createSchedule<'delivery' | 'webhook'>();
  const sends: Instant[] = [];
  let [delivery, webhook] = [newDelivery(0), newWebhook(true)];
  due.add(0, 'delivery');
  for (let at = due.nextAt(); at !== null && at <= until; at = due.nextAt()) {
    if (due.takeDue(at) === 'webhook') {
      const step = stepWebhook(webhook, { kind: 'came-due', at }, rules);
      webhook = step.state;
      for (const effect of step.effects) if (effect.kind === 'wake-at') due.add(effect.at, 'webhook');
      continue;
    }
    if (!maySend(webhook, at, rules)) continue;
    const sent = stepDelivery(delivery, { kind: 'came-due', at }, rules);
    if (sent.state.kind !== 'in-flight') continue;
    sends.push(at);
    const ended = stepDelivery(sent.state, { kind: 'ended', at: at + outcome.ms, outcome }, rules);
    const judged = stepWebhook(webhook, { kind: 'attempt-ended', sentAt: at, at: at + outcome.ms, outcome }, rules);
    [delivery, webhook] = [ended.state, judged.state];
    for (const effect of ended.effects) if (effect.kind === 'wake-at') due.add(effect.at, 'delivery');
    for (const effect of judged.effects) if (effect.kind === 'wake-at') due.add(effect.at, 'webhook');
  }
  return { sends, webhook };
}

describe('conversations with a webhook', () => {
  it('legacy gives up twelve hours after the first wrong answer', () => {
    const script = `
      0:00      answered 500   -> wake at 12:00:00
      5:00      refused        -> nothing
      11:59:59  may it send?   -> yes
      11:59:59  came due       -> wake at 12:00:00
      12:00:00  may it send?   -> no
      12:00:00  came due       -> withdraw, wrong-answers
      13:00:00  may it send?   -> no`;
    expect(tellWebhook('legacy', script)).toEqual(linesOf(script));
  });

  it('one right answer starts the twelve hours anew', () => {
    const script = `
      0:00      answered 500  -> wake at 12:00:00
      6:00:00   answered 200  -> all right again
      7:00:00   answered 500  -> wake at 19:00:00
      12:00:00  came due      -> wake at 19:00:00
      18:59:59  may it send?  -> yes
      19:00:00  came due      -> withdraw, wrong-answers`;
    expect(tellWebhook('legacy', script)).toEqual(linesOf(script));
  });

  it('current never gives up, and a timeout is no wrong answer', () => {
    const script = `
      0:00       answered 500  -> nothing
      12:00:00   came due      -> nothing
      48:00:00   may it send?  -> yes
      48:00:00   silent        -> nothing
      999:00:00  may it send?  -> yes`;
    expect(tellWebhook('current', script)).toEqual(linesOf(script));
  });

  it('a change of permissions switches it off in every profile, a request switches it on again', () => {
    const script = `
      0:00  permission changed  -> withdraw, permission-change
      0:01  may it send?        -> no
      0:02  permission changed  -> nothing
      0:03  activated           -> active
      0:04  may it send?        -> yes
      0:05  activated           -> nothing
      0:06  deactivated         -> withdraw, request
      0:07  may it send?        -> no`;
    expect(tellWebhook('current', script)).toEqual(linesOf(script));
    expect(tellWebhook('split', script)).toEqual(linesOf(script));
    expect(tellWebhook('legacy', script)).toEqual(linesOf(script));
  });
});

describe('giving up', () => {
  const wrong: readonly string[] = ['answered 500', 'answered 201', 'refused', 'reset', 'answered 200 after 1200 ms'];

  it.each(wrong)('legacy stops after exactly 144 attempts: %s', (told) => {
    const { sends, webhook } = runShop(RULES.legacy, readOutcome(told), 3 * DAY);
    expect(sends.length).toBe(144);
    expect(Math.max(...sends)).toBe(12 * HOUR - 5 * MINUTE);
    expect(webhook).toMatchObject({ active: false, deactivatedBecause: 'wrong-answers', wrongSince: null });
  });

  it('current and split never stop: 288 attempts a day, for ever', () => {
    for (const name of ['current', 'split'] as const) {
      const { sends, webhook } = runShop(RULES[name], readOutcome('answered 500'), 30 * DAY);
      expect(sends.length).toBe(30 * 288 + 1);
      expect(webhook.active).toBe(true);
    }
  });

  it('no attempt goes out at or after the end, whatever came before', () => {
    const anyCalls = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 * HOUR }), anyOutcome), { maxLength: 30 });
    fc.assert(
      fc.property(anyCalls, (calls) => {
        let [state, at] = [newWebhook(true), 0];
        for (const [later, outcome] of calls) {
          at += later;
          const end = givesUpAt(state, RULES.legacy);
          expect(maySend(state, at, RULES.legacy)).toBe(end === null || at < end);
          if (maySend(state, at, RULES.legacy)) {
            state = stepWebhook(state, { kind: 'attempt-ended', sentAt: at, at, outcome }, RULES.legacy).state;
          }
        }
      }),
    );
  });

  it('counts the attempts that fit', () => {
    expect(attemptsBeforeGivingUp(RULES.legacy)).toBe(144);
    expect(attemptsBeforeGivingUp(RULES.current)).toBeNull();
    expect(attemptsBeforeGivingUp(RULES.split)).toBeNull();
  });
});

describe('the last good and bad call', () => {
  const after = (told: string, rules: Rules = RULES.current): WebhookState =>
    stepWebhook(
      newWebhook(true),
      { kind: 'attempt-ended', sentAt: 1000, at: 2000, outcome: readOutcome(told, rules) },
      rules,
    ).state;

  it('a right answer is a success with its status', () => {
    expect(after('answered 204')).toMatchObject({ lastSuccess: { at: 2000, status: 204 }, lastError: null });
  });

  it('a wrong answer is an error with its status', () => {
    expect(after('answered 404')).toMatchObject({ lastSuccess: null, lastError: { at: 2000, status: 404 } });
  });

  it('a broken or missing answer is an error without one, and so is an answer that came too late to be seen', () => {
    for (const told of ['refused', 'silent', 'answered 200 after 1200 ms', 'caller gone']) {
      expect(after(told)).toMatchObject({ lastSuccess: null, lastError: { at: 2000, status: null } });
    }
    expect(after('answered 500 after 1200 ms', RULES.legacy).lastError).toEqual({ at: 2000, status: null });
  });

  it('a timeout that counts as delivered neither starts nor ends a time of wrong answers', () => {
    fc.assert(
      fc.property(anyRules, fc.integer({ min: 0, max: DAY }), (rules, since) => {
        const state = { ...newWebhook(true), wrongSince: since };
        const outcome = readOutcome('silent', rules);
        const next = stepWebhook(state, { kind: 'attempt-ended', sentAt: since, at: since, outcome }, rules).state;
        expect(next.wrongSince).toBe(since);
      }),
    );
    expect(after('silent', RULES.split).wrongSince).toBeNull();
    expect(after('silent', RULES.legacy).wrongSince).toBe(1000);
  });
});

it('a webhook made inactive sends nothing and says that it was asked to', () => {
  expect(newWebhook(false)).toMatchObject({ active: false, deactivatedBecause: 'request' });
  expect(maySend(newWebhook(false), 0, RULES.current)).toBe(false);
});
