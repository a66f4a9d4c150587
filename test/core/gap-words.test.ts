import { describe, expect, it } from 'vitest';
import {
  GAP_VERDICTS,
  type GapReason,
  type GapVerdict,
  type GapVerdictKind,
  type WebhookFinding,
} from '../../src/core/gap-verdict.ts';
import { GAP_CODES, gapText, gapWord } from '../../src/core/gap-words.ts';
import type { Gap } from '../../src/core/gap.ts';
import { MINUTE } from '../../src/core/instant.ts';
import { RULES } from '../../src/core/rules.ts';

const GAP: Gap = { from: 0, until: 20 * MINUTE, causes: ['slept'] };

/** `Orders.create no-answer`, `Orders.create answered-elsewhere 404`. */
function finding(
  kind: GapVerdictKind,
  event: string,
  [reason, status = null]: readonly [GapReason, (number | null)?],
): WebhookFinding {
  return { id: 1, event, kind, reason, callAt: null, status };
}

function words(kind: GapVerdictKind, sure: boolean, ...findings: readonly WebhookFinding[]): string {
  const verdict: GapVerdict = { kind, sure, findings };
  return gapText(GAP, verdict, RULES.current);
}

const NAME = 'the 20 min in which this machine slept';
const ONLY_LAST = 'Only the last call of each webhook is known; earlier ones in that time cannot be seen.';

describe('what a gap means', () => {
  it('nothing, certainly', () => {
    expect(words('nothing', true, finding('nothing', 'Orders.create', ['no-call']))).toBe(
      `In ${NAME} the shop made no call: its last ones were before.`,
    );
  });

  it('nothing, as far as the last calls tell', () => {
    expect(words('nothing', false, finding('nothing', 'Orders.create', ['last-call-is-here']))).toBe(
      `From ${NAME} nothing is missing as far as the shop's last calls tell. ${ONLY_LAST}`,
    );
  });

  it('what comes again by itself, and when', () => {
    const findings = [
      finding('will-repeat', 'Orders.create', ['answered-elsewhere', 404]),
      finding('will-repeat', 'Orders.update', ['answered-elsewhere', 503]),
      finding('nothing', 'Orders.delete', ['no-call']),
    ];
    expect(words('will-repeat', false, ...findings)).toBe(
      `In ${NAME} a call for Orders.create, Orders.update was answered 404, 503, not by us. The shop sends that again by itself, within 5 min. ${ONLY_LAST}`,
    );
  });

  it.each<[GapReason, string]>([
    ['counted-as-delivered', 'a call for Orders.create counts as delivered (204), and never came here'],
    ['no-answer', 'a call for Orders.create got no answer, and may count as delivered'],
    ['not-repeated', 'a call for Orders.create failed (204), and is not repeated since its webhook is gone'],
    ['deactivated', 'the webhook for Orders.create is inactive, so the shop sends nothing'],
    ['deleted', 'the webhook for Orders.create is no longer at the shop'],
  ])('what may be missing: %s', (reason, text) => {
    const status = reason === 'no-answer' ? null : 204;
    expect(words('may-be-missed', true, finding('may-be-missed', 'Orders.create', [reason, status]))).toBe(
      `Calls may be missing from ${NAME}: ${text}.`,
    );
  });

  it('different reasons beside each other, others left out', () => {
    const findings = [
      finding('may-be-missed', 'Orders.create', ['no-answer']),
      finding('may-be-missed', 'Orders.update', ['counted-as-delivered', 200]),
      finding('unknown', 'Orders.delete', ['called-since', 200]),
    ];
    expect(words('may-be-missed', true, ...findings)).toContain(
      ': a call for Orders.create got no answer, and may count as delivered; a call for Orders.update counts as delivered (200), and never came here.',
    );
  });

  it('what is not known, and why', () => {
    expect(words('unknown', false, finding('unknown', 'Orders.create', ['called-since', 200]))).toBe(
      `Whether anything is missing from ${NAME} is not known: the shop has made other calls for Orders.create since, and tells only the last.`,
    );
    expect(words('unknown', false)).toContain('no webhook of this session is active.');
  });

  it('an event of the shop’s own naming cannot act on a terminal', () => {
    const text = words('may-be-missed', true, finding('may-be-missed', 'Orders.\u001b[2Jcreate', ['deleted']));
    expect(text).toContain('Orders.\\x1b[2Jcreate');
  });
});

it('each verdict has a code of its own and a word', () => {
  expect(GAP_VERDICTS.map((kind) => GAP_CODES[kind])).toEqual([
    'gap-clear',
    'gap-repeats',
    'gap-unknown',
    'gap-missed',
  ]);
  expect(new Set([...GAP_VERDICTS.map(gapWord), gapWord(null)]).size).toBe(5);
});
