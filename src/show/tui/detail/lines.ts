/**
 * The chosen part of the detail as lines of a width. Parts that do not change with time are made once a delivery and
 * width: a body of a quarter megabyte has thousands of lines.
 */
import type { Instant } from '../../../core/instant.ts';
import type { DeliveryDetail } from '../../../store/row.ts';
import { bodyLines } from '../../present/body.ts';
import type { Line } from '../../present/line.ts';
import { attemptsLines } from './attempts.ts';
import { headersLines } from './headers.ts';
import { summaryLines } from './summary.ts';
import type { Tab } from './tabs.ts';

const made = new WeakMap<DeliveryDetail, Map<string, readonly Line[]>>();

export function detailLines(detail: DeliveryDetail, tab: Tab, at: { width: number; now: Instant }): readonly Line[] {
  switch (tab) {
    case 'summary':
      return summaryLines(detail, at.width, at.now);
    case 'body':
      return once(detail, `body ${at.width}`, () => bodyLines(detail.body, at.width));
    case 'headers':
      return once(detail, `headers ${at.width}`, () => headersLines(detail, at.width));
    case 'attempts':
      return once(detail, `attempts ${at.width}`, () => attemptsLines(detail, at.width));
  }
}

function once(detail: DeliveryDetail, name: string, make: () => readonly Line[]): readonly Line[] {
  const known = made.get(detail) ?? new Map<string, readonly Line[]>();
  const lines = known.get(name) ?? make();
  made.set(detail, known.set(name, lines));
  return lines;
}
