/**
 * Gaps as lines of the machine output: in a notice, and through the control door.
 */
import type { ShopRecord } from '../../core/envelope.ts';
import { GAP_VERDICTS } from '../../core/gap-verdict.ts';
import { isoUtc, type Instant } from '../../core/instant.ts';
import type { GapTold } from '../../core/record.ts';
import { fieldsOf } from '../../register/fields.ts';
import type { KnownGap } from './gap-book.ts';

export interface GapLine extends GapTold {
  readonly kind: 'gap';
  readonly at: string;
  readonly text: string;
}

/** What asking for the changes costs. */
export interface PriceLine {
  readonly kind: 'price';
  readonly at: string;
  readonly since: string;
  readonly calls: number;
  /** Null: not known. */
  readonly callsLeft: number | null;
  readonly lists: readonly string[];
  /** Events that no list tells of. */
  readonly blind: readonly string[];
}

export interface MissedLine {
  readonly kind: 'missed';
  readonly at: string;
  readonly event: string;
  readonly key: string;
  readonly id: string;
  /** Null: the shop does not tell. */
  readonly changedAt: string | null;
  readonly played: boolean;
  /** As a webhook would have said it. */
  readonly record: ShopRecord;
}

export interface ListedLine {
  readonly kind: 'listed';
  readonly at: string;
  readonly since: string;
  /** Spent. */
  readonly calls: number;
  readonly callsLeft: number | null;
  readonly missed: number;
  /** Changes in that time that did come here. */
  readonly known: number;
  /** Pages that were not fetched; a page is a call. */
  readonly more: readonly { readonly list: string; readonly pages: number }[];
  readonly failed: readonly { readonly list: string; readonly message: string }[];
  readonly blind: readonly string[];
}

export type GapAnswerLine = GapLine | PriceLine | MissedLine | ListedLine;

export function tellGap({ from, until, causes, verdict }: KnownGap): GapTold {
  const findings = verdict?.findings ?? [];
  return {
    from: isoUtc(from),
    until: isoUtc(until),
    causes,
    verdict: verdict?.kind ?? null,
    sure: verdict?.sure ?? false,
    webhooks: findings.map(({ id, event, kind, reason, callAt, status }) => ({
      webhook: id,
      event,
      verdict: kind,
      reason,
      callAt: callAt === null ? null : isoUtc(callAt),
      status,
    })),
  };
}

export function gapLine(gap: KnownGap, now: Instant): GapLine {
  return { kind: 'gap', at: isoUtc(now), ...tellGap(gap), text: gap.text };
}

function isVerdict(value: unknown): boolean {
  return value === null || GAP_VERDICTS.some((verdict) => verdict === value);
}

/** The session may be of another version: what is shown of a line is looked at. */
export function isGapAnswerLine(value: unknown): value is GapAnswerLine {
  const fields = fieldsOf(value);
  const areTexts = (...names: readonly string[]): boolean => names.every((name) => typeof fields[name] === 'string');
  const areNumbers = (...names: readonly string[]): boolean => names.every((name) => typeof fields[name] === 'number');
  const areLists = (...names: readonly string[]): boolean => names.every((name) => Array.isArray(fields[name]));
  switch (fields['kind']) {
    case 'gap':
      return areTexts('from', 'until', 'text') && isVerdict(fields['verdict']);
    case 'price':
      return areNumbers('calls') && 'callsLeft' in fields && areLists('lists');
    case 'missed':
      return areTexts('event', 'key') && 'changedAt' in fields;
    case 'listed':
      return areNumbers('known') && areLists('blind');
    default:
      return false;
  }
}
