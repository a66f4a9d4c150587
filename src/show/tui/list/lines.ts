/**
 * The visible part of the list as lines, the rule above it, and the heading.
 */
import type { Instant, Millis } from '../../../core/instant.ts';
import { columnsFor, headingLine, rowLine } from '../../present/columns.ts';
import type { Line } from '../../present/line.ts';
import type { Layout } from '../layout.ts';
import { ruleLine } from '../rule.ts';
import { visibleRows, type Feed } from '../store/feed.ts';

export interface ListLook {
  readonly layout: Layout;
  readonly now: Instant;
  readonly limit: Millis;
  readonly hasFocus: boolean;
}

export function listLines(feed: Feed, look: ListLook): readonly Line[] {
  const { layout, now, limit, hasFocus } = look;
  const columns = columnsFor(layout.width);
  const rows = visibleRows(feed, layout.listRows).map((row, index) =>
    rowLine(row, { columns, width: layout.width, now, limit, hasFocus, isChosen: feed.from + index === feed.cursor }),
  );
  return layout.hasHeading ? [headingLine(columns, layout.width, limit), ...rows] : rows;
}

/** The rule over the list says how many have come in since the list was pinned. */
export function listRule(feed: Feed, width: number): Line {
  if (feed.isFollowing) return ruleLine(width);
  return feed.fresh > 0 ? ruleLine(width, `▲ ${feed.fresh} new`, 'accent') : ruleLine(width, 'not following');
}
