/**
 * What the shop reports of each attempt, and the same as a line of the machine output: an `attempt` as the shop sees it.
 */
import { createHash } from 'node:crypto';
import { recordKeys } from '../../core/envelope.ts';
import { verdictWithoutUs } from '../../core/conclude.ts';
import { explain } from '../../core/explain.ts';
import { isoUtc, type Instant } from '../../core/instant.ts';
import { maskUrl } from '../../core/masking.ts';
import type { Answer, HandlerOutcome, Outcome } from '../../core/outcome.ts';
import type { AttemptRecord } from '../../core/record.ts';
import type { Rules } from '../../core/rules.ts';
import type { Judgement } from '../../core/verdict.ts';

export interface AttemptReport {
  readonly delivery: string;
  /** From one. */
  readonly number: number;
  readonly event: string;
  readonly webhook: number;
  /** As registered, credentials included. */
  readonly url: string;
  readonly body: Buffer;
  /** As the shop saw it. */
  readonly outcome: Outcome;
  /** What the handler really did; null: a fault kept the call from it. */
  readonly handler: Outcome | null;
  /** What a fault made of its answer; null where nothing was made of it. */
  readonly answer: Answer | null;
  /** The fault at work; null: none. */
  readonly fault: string | null;
  readonly judgement: Judgement;
  readonly rules: Rules;
  /** When it went out, in the shop's time. */
  readonly sentAt: Instant;
  /** When the attempt ended, in real time. */
  readonly at: Instant;
  /** Real time; null when none will come, and under `max`. */
  readonly nextAttemptAt: Instant | null;
}

/** The simulated shop calls the handler itself: what it got is `handler`, unless a fault made an `answer` of it. */
export function attemptRecord(report: AttemptReport): AttemptRecord {
  const { judgement, body, rules, fault } = report;
  const handler = report.handler && handlerOutcome(report.handler);
  const answer = report.answer && { ...report.answer, ms: Math.floor(report.answer.ms) };
  const url = maskUrl(report.url);
  const attempted = { judgement, handler, answer, policy: null, fault, rules };
  return {
    kind: 'attempt',
    at: isoUtc(report.at),
    id: `${report.delivery}.${report.number}`,
    delivery: report.delivery,
    number: report.number,
    origin: 'shop',
    replayOf: null,
    webhook: report.webhook,
    event: report.event,
    key: recordKeys(report.event, body.toString('utf8')).label,
    bytes: body.length,
    sha256: createHash('sha256').update(body).digest('hex'),
    url,
    handler,
    answer,
    shopMs: Math.floor(report.outcome.ms),
    policy: null,
    rules: rules.name,
    fault,
    verdict: judgement.verdict,
    sure: judgement.sure,
    withoutUs: handler && verdictWithoutUs(handler, rules),
    ...explain(attempted, { bytes: body.length, url }),
    nextAttemptAt: report.nextAttemptAt === null ? null : isoUtc(report.nextAttemptAt),
    linked: null,
    change: null,
  };
}

/** Whole milliseconds, rounded down so that 999.7 ms does not read like a passed limit. */
function handlerOutcome(outcome: Outcome): HandlerOutcome {
  const ms = Math.floor(outcome.ms);
  switch (outcome.kind) {
    case 'answered':
      return { status: outcome.status, ms };
    case 'broken':
      return { error: outcome.by, ms };
    case 'silent':
      return { error: 'timeout', ms };
    case 'caller-gone':
      return { error: 'aborted', ms };
  }
}
