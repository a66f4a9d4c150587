/**
 * The visible part of the list as lines, the rule above it, and the heading. One row a delivery; the chain of one of them
 * may be unfolded, its earlier attempts below it.
 */
import type { Instant, Millis } from '../../../core/instant.ts';
import type { AttemptDetail } from '../../../store/row.ts';
import { columnsFor, earlierLine, headingLine, rowLine, type RowLook } from '../../present/columns.ts';
import { line, span, type Line } from '../../present/line.ts';
import { cutText, textWidth } from '../../present/width.ts';
import type { Layout } from '../layout.ts';
import { ruleLine } from '../rule.ts';
import { visibleRows, type Feed } from '../store/feed.ts';

/** The delivery whose chain is unfolded, with all its attempts from the oldest. */
export interface Chain {
  readonly id: string;
  readonly attempts: readonly AttemptDetail[];
}

export interface ListLook {
  readonly layout: Layout;
  readonly now: Instant;
  readonly limit: Millis;
  readonly hasFocus: boolean;
  readonly chain: Chain | null;
}

export function listLines(feed: Feed, look: ListLook): readonly Line[] {
  const { layout, now, limit, hasFocus, chain } = look;
  const columns = columnsFor(layout.width);
  const rest = { columns, width: layout.width, now, limit, hasFocus };
  const blocks = visibleRows(feed, layout.listRows).map((row, index) => {
    const at: RowLook = { ...rest, isChosen: feed.from + index === feed.cursor };
    const earlier = chain?.id === row.id ? chain.attempts.slice(0, -1).toReversed() : [];
    const shown = earlier.map((attempt) => earlierLine(row, attempt, at));
    return [rowLine(row, at), ...cutChain(shown, layout.listRows - 2)];
  });
  const rows = inView(blocks, feed.cursor - feed.from, layout.listRows);
  return layout.hasHeading ? [headingLine(columns, layout.width, limit), ...rows] : rows;
}

/** A chain never fills the list: the rows beside it stay in reach. */
function cutChain(lines: readonly Line[], most: number): readonly Line[] {
  if (lines.length <= most) return lines;
  const shown = lines.slice(0, Math.max(1, most - 1));
  return [...shown, line(`   … ${lines.length - shown.length} more: Enter, then 4 shows all`, 'dim')];
}

/** The chosen row with its chain is in view: what no longer fits leaves at the top. */
function inView(blocks: readonly (readonly Line[])[], chosen: number, height: number): readonly Line[] {
  const above = blocks.slice(0, Math.max(0, chosen)).reduce((sum, { length }) => sum + length, 0);
  const end = above + (blocks[chosen]?.length ?? 0);
  const from = Math.min(above, Math.max(0, end - height));
  return blocks.flat().slice(from, from + height);
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
