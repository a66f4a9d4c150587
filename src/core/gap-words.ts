/**
 * What a gap means, in words: what the shop's last calls tell, what they cannot tell, and what comes by itself.
 * In: a gap and its verdict. Out: sentences for a notice, a panel and a command alike. They name no key and no command:
 * whoever shows them knows what can be pressed or typed.
 */
import { lengthText, nameGap, type Gap } from './gap.ts';
import type { GapReason, GapVerdict, GapVerdictKind, WebhookFinding } from './gap-verdict.ts';
import { printable } from './printable.ts';
import type { Rules } from './rules.ts';

/** The code of a gap's notice. */
export const GAP_CODES: Readonly<Record<GapVerdictKind, string>> = {
  nothing: 'gap-clear',
  'will-repeat': 'gap-repeats',
  unknown: 'gap-unknown',
  'may-be-missed': 'gap-missed',
};

/** A verdict in a word or two; null: the shop was not asked, or gave no answer. */
export function gapWord(kind: GapVerdictKind | null): string {
  return kind === null ? 'not looked into' : WORDS[kind];
}

const WORDS: Readonly<Record<GapVerdictKind, string>> = {
  nothing: 'nothing missing',
  'will-repeat': 'comes again',
  unknown: 'not known',
  'may-be-missed': 'may be missed',
};

const ONLY_LAST = 'Only the last call of each webhook is known; earlier ones in that time cannot be seen.';

export function gapText(gap: Gap, verdict: GapVerdict, rules: Rules): string {
  const name = nameGap(gap);
  switch (verdict.kind) {
    case 'nothing':
      return verdict.sure
        ? `In ${name} the shop made no call: its last ones were before.`
        : `From ${name} nothing is missing as far as the shop's last calls tell. ${ONLY_LAST}`;
    case 'will-repeat':
      return `In ${name} ${of(verdict, 'will-repeat')}. The shop sends that again by itself, within ${lengthText(rules.interval)}. ${ONLY_LAST}`;
    case 'unknown':
      return `Whether anything is missing from ${name} is not known: ${of(verdict, 'unknown')}.`;
    case 'may-be-missed':
      return `Calls may be missing from ${name}: ${of(verdict, 'may-be-missed')}.`;
  }
}

/** The findings of one kind, those with the same reason together. */
function of({ findings }: GapVerdict, kind: GapVerdictKind): string {
  if (findings.length === 0) return 'no webhook of this session is active';
  const ours = findings.filter((finding) => finding.kind === kind);
  const reasons = [...new Set(ours.map(({ reason }) => reason))];
  return reasons.map((reason) => REASONS[reason](ours.filter((finding) => finding.reason === reason))).join('; ');
}

const REASONS: Readonly<Record<GapReason, (findings: readonly WebhookFinding[]) => string>> = {
  'no-call': (findings) => `there was no call for ${eventsOf(findings)}`,
  'last-call-is-here': (findings) => `the last call for ${eventsOf(findings)} is here`,
  'answered-elsewhere': (findings) =>
    `a call for ${eventsOf(findings)} was answered ${statusesOf(findings)}, not by us`,
  'not-repeated': (findings) =>
    `a call for ${eventsOf(findings)} failed (${statusesOf(findings)}), and is not repeated since its webhook is gone`,
  'no-answer': (findings) => `a call for ${eventsOf(findings)} got no answer, and may count as delivered`,
  'counted-as-delivered': (findings) =>
    `a call for ${eventsOf(findings)} counts as delivered (${statusesOf(findings)}), and never came here`,
  'called-since': (findings) =>
    `the shop has made other calls for ${eventsOf(findings)} since, and tells only the last`,
  deactivated: (findings) => `the webhook for ${eventsOf(findings)} is inactive, so the shop sends nothing`,
  deleted: (findings) => `the webhook for ${eventsOf(findings)} is no longer at the shop`,
};

function eventsOf(findings: readonly WebhookFinding[]): string {
  return findings.map(({ event }) => printable(event)).join(', ');
}

function statusesOf(findings: readonly WebhookFinding[]): string {
  return [...new Set(findings.map(({ status }) => (status === null ? 'no status' : String(status))))].join(', ');
}
