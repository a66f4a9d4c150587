/**
 * What the shop's last calls tell of a gap. In: the gap, the last good and bad call of each webhook as the shop keeps them
 * (`GET /webhooks`), and the calls that history has. Out: whether something may be missed.
 * Only the **last** call of each kind is known: one before the gap proves that there was none in it, one that we have hides
 * those before it. How Upgates records a timeout is not described; ours is that of the decision "a timeout is an error
 * call", and a timeout that it wrote among the good calls is found as well.
 */
import type { Gap } from './gap.ts';
import { SECOND, type Instant, type Millis } from './instant.ts';
import type { Rules } from './rules.ts';
import { ourTime, type ShopClock } from './shop-clock.ts';
import type { CallMark } from './webhook.ts';

export type GapVerdictKind = 'nothing' | 'will-repeat' | 'unknown' | 'may-be-missed';

/** From the best to the worst. */
export const GAP_VERDICTS: readonly GapVerdictKind[] = ['nothing', 'will-repeat', 'unknown', 'may-be-missed'];

/** Why, for one webhook. */
export type GapReason =
  /** The last calls of both kinds were before the gap. */
  | 'no-call'
  /** The last call in it is one that history has; earlier ones cannot be seen. */
  | 'last-call-is-here'
  /** A call in it was answered with an error that was not ours: the shop sends it again. */
  | 'answered-elsewhere'
  /** The same, but its webhook is gone, and with it the repeat. */
  | 'not-repeated'
  /** A call in it had no whole answer: a timeout counts as delivered, a broken connection is repeated. */
  | 'no-answer'
  /** A call in it counts as delivered, and history has none. */
  | 'counted-as-delivered'
  /** The shop has called since, so its last calls tell nothing of the gap. */
  | 'called-since'
  | 'deactivated'
  | 'deleted';

export interface WebhookInGap {
  readonly id: number;
  readonly event: string;
}

/** A webhook as the shop has it now. */
export interface LastCalls {
  readonly id: number;
  readonly active: boolean;
  readonly lastSuccess: CallMark | null;
  readonly lastError: CallMark | null;
}

/** A call of the shop that history has. */
export interface CallHere {
  /** Null: it came before the shop had told the webhook's id. */
  readonly webhook: number | null;
  readonly event: string;
  readonly at: Instant;
  /** As what the shop may have noted it. */
  readonly notedAs: 'good' | 'bad' | 'either';
}

export interface GapEvidence {
  readonly gap: Gap;
  /** Ours. */
  readonly webhooks: readonly WebhookInGap[];
  readonly listed: readonly LastCalls[];
  readonly calls: readonly CallHere[];
  readonly clock: ShopClock;
  readonly rules: Rules;
  /** The webhooks are gone by now, and what waited for a repeat with them. */
  readonly areGone: boolean;
}

export interface WebhookFinding extends WebhookInGap {
  readonly kind: GapVerdictKind;
  readonly reason: GapReason;
  /** The call that tells, on our clock; null where none does. */
  readonly callAt: Instant | null;
  readonly status: number | null;
}

export interface GapVerdict {
  readonly kind: GapVerdictKind;
  /** `nothing`: certainly. `may-be-missed`: a call certainly is. */
  readonly sure: boolean;
  readonly findings: readonly WebhookFinding[];
}

export function judgeGap(evidence: GapEvidence): GapVerdict {
  const findings = evidence.webhooks.map((webhook) => judgeWebhook(webhook, evidence));
  const kind = worstOf(findings);
  return { kind, sure: isSure(kind, findings, evidence.clock), findings };
}

/** Without a webhook there is nobody to tell. */
function worstOf(findings: readonly WebhookFinding[]): GapVerdictKind {
  return GAP_VERDICTS.findLast((kind) => findings.some((finding) => finding.kind === kind)) ?? 'unknown';
}

function isSure(kind: GapVerdictKind, findings: readonly WebhookFinding[], clock: ShopClock): boolean {
  if (!clock.isTold) return false;
  if (kind === 'nothing') return findings.every(({ reason }) => reason === 'no-call');
  // A call that failed may be the repeat of one that is here.
  return kind === 'may-be-missed' && findings.some(({ reason }) => reason === 'counted-as-delivered');
}

function judgeWebhook(webhook: WebhookInGap, evidence: GapEvidence): WebhookFinding {
  const listed = evidence.listed.find(({ id }) => id === webhook.id);
  const found = (kind: GapVerdictKind, reason: GapReason, mark: Placed | null = null): WebhookFinding => ({
    ...webhook,
    kind,
    reason,
    callAt: mark?.at ?? null,
    status: mark?.status ?? null,
  });
  if (listed === undefined) return found('may-be-missed', 'deleted');
  if (!listed.active) return found('may-be-missed', 'deactivated');
  const { good, bad } = placeBoth(webhook, listed, evidence);
  if (good?.where === 'unseen') return found('may-be-missed', 'counted-as-delivered', good);
  if (bad?.where === 'unseen') return found(...errorMeans(bad, evidence), bad);
  const since = [good, bad].find((mark) => mark?.where === 'since');
  if (since != null) return found('unknown', 'called-since', since);
  const here = [good, bad].find((mark) => mark?.where === 'here');
  return here == null ? found('nothing', 'no-call') : found('nothing', 'last-call-is-here', here);
}

function errorMeans({ status }: Placed, { rules, areGone }: GapEvidence): readonly [GapVerdictKind, GapReason] {
  if (areGone) return ['may-be-missed', 'not-repeated'];
  const isRepeated = status !== null || rules.timeoutMeans.total === 'repeats';
  return isRepeated ? ['will-repeat', 'answered-elsewhere'] : ['may-be-missed', 'no-answer'];
}

interface Placed {
  readonly where: 'here' | 'unseen' | 'since';
  readonly at: Instant;
  readonly status: number | null;
}

interface BothPlaced {
  /** Null for a call before the gap, or none: then there was none of its kind in the gap. */
  readonly good: Placed | null;
  readonly bad: Placed | null;
}

/** A call that history has stands for one of the two, so one alone cannot be both. */
function placeBoth(webhook: WebhookInGap, listed: LastCalls, evidence: GapEvidence): BothPlaced {
  const ours = evidence.calls.filter((call) => isOf(webhook, call));
  const goodHere = callsNear(listed.lastSuccess, ours, evidence).filter(({ notedAs }) => notedAs !== 'bad');
  const badHere = callsNear(listed.lastError, ours, evidence).filter(({ notedAs }) => notedAs !== 'good');
  const isOneForBoth = badHere.length === 1 && goodHere.length === 1 && badHere[0] === goodHere[0];
  return {
    good: place(listed.lastSuccess, goodHere.length > 0, evidence),
    bad: place(listed.lastError, badHere.length > 0 && !isOneForBoth, evidence),
  };
}

function isOf({ id, event }: WebhookInGap, call: CallHere): boolean {
  return call.webhook === id || (call.webhook === null && call.event === event);
}

function callsNear(mark: CallMark | null, calls: readonly CallHere[], evidence: GapEvidence): readonly CallHere[] {
  const at = mark === null ? Infinity : ourTime(mark.at, evidence.clock);
  return calls.filter((call) => Math.abs(call.at - at) <= nearnessOf(evidence));
}

function place(mark: CallMark | null, isHere: boolean, evidence: GapEvidence): Placed | null {
  if (mark === null) return null;
  const { gap, clock } = evidence;
  const near = nearnessOf(evidence);
  const at = ourTime(mark.at, clock);
  if (at < gap.from - near) return null;
  const { status } = mark;
  if (at > gap.until + near) return { where: 'since', at, status };
  return { where: isHere ? 'here' : 'unseen', at, status };
}

/** The shop writes whole seconds; whether it writes when a call began or ended is not known, nor how long it was on its way. */
function nearnessOf({ clock, rules }: Pick<GapEvidence, 'clock' | 'rules'>): Millis {
  return clock.doubt + rules.limit + SECOND;
}
