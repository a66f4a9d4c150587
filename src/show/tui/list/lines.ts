/**
 * The visible part of the list as lines, the rule above it, and the heading.
 */
import type { Instant, Millis } from '../../../core/instant.ts';
import { columnsFor, headingLine, rowLine } from '../../present/columns.ts';
import { span, type Line } from '../../present/line.ts';
import { cutText, textWidth } from '../../present/width.ts';
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

/** The rule over the list says what is left out, and how many have come in since the list was pinned. */
export function listRule(feed: Feed, filter: string | null, width: number): Line {
  const state = feed.isFollowing ? '' : feed.fresh > 0 ? `▲ ${feed.fresh} new` : 'not following';
  if (filter === null) return ruleLine(width, state, feed.fresh > 0 ? 'accent' : 'dim');
  const room = width - textWidth(state) - textWidth(CLEAR) - 16;
  const words = `filter ${cutText(span(filter).text, room)}${CLEAR}${state === '' ? '' : ` ── ${state}`}`;
  return ruleLine(width, words, 'accent');
}

const CLEAR = ' (Esc clears)';
