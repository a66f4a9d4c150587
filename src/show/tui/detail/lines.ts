/**
 * The chosen part of the detail as lines of a width. Parts that do not change with time are made once a delivery and
 * width: an answer of a quarter megabyte has thousands of lines.
 */
import type { Instant } from '../../../core/instant.ts';
import type { DeliveryDetail } from '../../../store/row.ts';
import type { Line } from '../../present/line.ts';
import { recordTabLines, type RecordTabLook } from '../record/lines.ts';
import type { RecordView } from '../record/record.ts';
import { answerLines } from './answer.ts';
import { attemptsLines } from './attempts.ts';
import { comparisonLines, type Comparison } from './compare.ts';
import { headersLines } from './headers.ts';
import { summaryLines } from './summary.ts';
import type { Tab } from './tabs.ts';

export interface DetailLook {
  readonly width: number;
  /** Rows there are for it. */
  readonly height: number;
  readonly now: Instant;
  readonly comparison: Comparison | null;
  readonly record: RecordView | null;
  readonly shop: RecordTabLook['shop'];
}

const made = new WeakMap<DeliveryDetail, Map<string, readonly Line[]>>();

export function detailLines(detail: DeliveryDetail, tab: Tab, at: DetailLook): readonly Line[] {
  switch (tab) {
    case 'summary':
      return summaryLines(detail, at);
    // The body is laid out by the window only.
    case 'body':
      return [];
    case 'headers':
      return once(detail, `headers ${at.width}`, () => headersLines(detail, at.width));
    case 'attempts':
      return once(detail, `attempts ${at.width}`, () => attemptsLines(detail, at.width));
    case 'answer':
      return once(detail, `answer ${at.width}`, () => answerLines(detail, at.width));
    case 'record':
      return at.record === null ? [] : recordTabLines(at.record, at);
    case 'diff': {
      const { comparison, width } = at;
      return comparison === null ? [] : once(detail, `diff ${width}`, () => comparisonLines(comparison, detail, width));
    }
  }
}

function once(detail: DeliveryDetail, name: string, make: () => readonly Line[]): readonly Line[] {
  const known = made.get(detail) ?? new Map<string, readonly Line[]>();
  const lines = known.get(name) ?? make();
  made.set(detail, known.set(name, lines));
  return lines;
}
