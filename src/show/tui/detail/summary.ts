/**
 * The summary of a delivery: what Upgates does next, why, what would have happened without us, what to do, and where the
 * second went. One place where a question gets its answer.
 */
import { adviseOnStatus } from '../../../core/advice.ts';
import { isOverdue } from '../../../core/chain.ts';
import { formatCountdown, type Instant } from '../../../core/instant.ts';
import type { Change } from '../../../core/record.ts';
import { RULES, type Verdict } from '../../../core/rules.ts';
import { isSynthesised } from '../../../core/synthesised.ts';
import type { AttemptDetail, DeliveryDetail } from '../../../store/row.ts';
import { line, span, type Line, type Tone } from '../../present/line.ts';
import { timeOfDay } from '../../present/time.ts';
import { saidIn } from '../../present/said.ts';
import { LOOKS, UNSETTLED } from '../../present/verdict.ts';
import { wrapText } from '../../present/width.ts';
import { shortOutcome } from './attempts.ts';
import { budgetText } from './budget-line.ts';

export interface SummaryLook {
  readonly width: number;
  /** Rows there are for it. */
  readonly height: number;
  readonly now: Instant;
}

export function summaryLines(detail: DeliveryDetail, { width, height, now }: SummaryLook): readonly Line[] {
  const latest = detail.attempts.at(-1);
  if (latest === undefined) return [line('Nothing is known about this delivery.', 'dim')];
  const hint: Paragraph = [latest.hint === null ? '' : `→ ${latest.hint}`, 'strong'];
  const [cause, meaning] = splitCause(latest.why);
  const reasons: readonly Paragraph[] = [
    [`  ${latest.why}`, 'plain'],
    [saidText(latest), 'plain'],
    [withoutUsText(latest), 'plain'],
  ];
  const told = foldAll(paragraphsOf(detail, latest, { now, middle: [...reasons, hint] }), width);
  if (told.length <= height) return told;
  // What to do stands right behind what happened, so that both are seen without scrolling.
  const brief: readonly Paragraph[] = [
    [`  ${cause}`, 'plain'],
    [saidText(latest), 'plain'],
    hint,
    [`  ${meaning}`, 'plain'],
    [withoutUsText(latest), 'plain'],
  ];
  return foldAll(paragraphsOf(detail, latest, { now, middle: brief }), width);
}

type Paragraph = readonly [string, Tone];

/** `why` says first what happened, then what it means at Upgates. */
function splitCause(why: string): readonly [string, string] {
  const end = why.indexOf('. ');
  return end < 0 ? [why, ''] : [why.slice(0, end + 1), why.slice(end + 2)];
}

interface Middle {
  readonly now: Instant;
  readonly middle: readonly Paragraph[];
}

function paragraphsOf(detail: DeliveryDetail, latest: AttemptDetail, { now, middle }: Middle): readonly Paragraph[] {
  return [
    [whatNext(latest, now), latest.verdict === null ? 'plain' : LOOKS[latest.verdict].tone],
    ...middle,
    [latest.linked?.notice ?? '', 'plain'],
    [isSynthesised(latest.requestHeaders) ? SYNTHESISED_WORDS : '', 'accent'],
    [changeText(latest), latest.change === 'regressed' ? 'warning' : 'strong'],
    [latest.fault === null ? '' : `  Spoiled by the fault ${latest.fault}.`, 'accent'],
    [budgetText(latest), 'dim'],
    [chainText(detail, now), 'dim'],
  ];
}

function foldAll(paragraphs: readonly Paragraph[], width: number): readonly Line[] {
  return paragraphs
    .filter(([text]) => text.trim() !== '')
    .flatMap(([text, tone]) => wrapText(span(text).text, width, 2).map((one) => line(one, tone)));
}

const SYNTHESISED_WORDS =
  "  Put together here from the shop's own list, of a change that never came: the shop did not send this.";

function whatNext(attempt: AttemptDetail, now: Instant): string {
  if (attempt.verdict === null) return unsettledText(attempt);
  const { sign } = LOOKS[attempt.verdict];
  const doubt = attempt.sure ? '' : ' Not sure.';
  return `${sign} ${NEXT[attempt.verdict]}${attempt.verdict === 'repeats' ? dueText(attempt, now) : ''}${doubt}`;
}

function unsettledText({ state }: AttemptDetail): string {
  return state === 'interrupted'
    ? `${UNSETTLED} Our process ended before this was settled. What Upgates saw is not known.`
    : `${UNSETTLED} In flight.`;
}

const NEXT: Readonly<Record<Verdict, string>> = {
  delivered: 'Delivered: never sent again.',
  repeats: 'Sent again',
  'timed-out': 'Timed out: counted as delivered, never sent again.',
};

function dueText({ nextAttemptAt, rules }: AttemptDetail, now: Instant): string {
  if (nextAttemptAt === null) return ` every ${RULES[rules].interval / 60_000} minutes.`;
  if (isOverdue(now, nextAttemptAt)) return ` at ${timeOfDay(nextAttemptAt)} at the latest, but it has not come.`;
  const left = nextAttemptAt > now ? `in ${formatCountdown(nextAttemptAt - now)}` : 'now';
  return ` at ${timeOfDay(nextAttemptAt)}, ${left}.`;
}

/** The reason of a wrong answer often stands in its body. */
function saidText({ handler, handlerAnswer }: AttemptDetail): string {
  if (handlerAnswer === null || handler === null || !('status' in handler) || adviseOnStatus(handler.status) === null)
    return '';
  const said = saidIn(handlerAnswer);
  return said === null ? '' : `  It said: ${said}`;
}

function withoutUsText({ withoutUs, verdict }: AttemptDetail): string {
  if (withoutUs === null || withoutUs === verdict) return '';
  const { sign, word } = LOOKS[withoutUs];
  return `  Without upgates-dev in between: ${sign} ${word}.`;
}

const CHANGES: Readonly<Record<Change, string>> = {
  fixed: 'fixed: it went wrong before, now it is delivered.',
  regressed: 'regressed: it was delivered before, now it is not.',
  unchanged: 'unchanged: it went as before.',
};

/** How a replay compares with what it repeats, where that is known. */
function changeText({ change = null, replayOf = null }: AttemptDetail): string {
  if (replayOf === null) return '';
  return `  Replay of ${replayOf}${change === null ? '.' : `, ${CHANGES[change]}`}`;
}

/** `attempts  #1 14:26:40 201   #2 14:31:40 201   next 14:36:40`; the latest ones where there are many. */
function chainText({ attempts }: DeliveryDetail, now: Instant): string {
  const shown = attempts
    .slice(-4)
    .map((attempt) => `#${attempt.number} ${timeOfDay(attempt.at)} ${shortOutcome(attempt)}`);
  const next = attempts.at(-1)?.nextAttemptAt ?? null;
  const due = next === null || isOverdue(now, next) ? [] : [`next ${timeOfDay(next)}`];
  const earlier = attempts.length > 4 ? ['…'] : [];
  return `  attempts  ${[...earlier, ...shown, ...due].join('   ')}`;
}
