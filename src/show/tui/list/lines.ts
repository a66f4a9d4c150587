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
import { RULE_MARGINS, ruleLine } from '../rule.ts';
import { MAX_ROWS, type Feed } from '../store/feed.ts';
import { windowFor } from '../store/window.ts';

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
  // A message above the keys takes a row of the list before the feed hears of it.
  const { from, to } = windowFor({ total: feed.entries.length, ...feed, height: layout.listRows });
  const blocks = feed.entries.slice(from, to).map(({ row }, index) => {
    const at: RowLook = { ...rest, isChosen: from + index === feed.cursor };
    const earlier = chain?.id === row.id ? chain.attempts.slice(0, -1).toReversed() : [];
    const shown = earlier.map((attempt) => earlierLine(row, attempt, at));
    return [rowLine(row, at), ...cutChain(shown, layout.listRows - 2)];
  });
  const isLost = blocks.length === 0 && feed.filter !== null && feed.isWhole;
  const rows = isLost ? [NONE_FITS] : inView(blocks, feed.cursor - from, layout.listRows);
  return layout.hasHeading ? [headingLine(columns, layout.width, limit), ...rows] : rows;
}

const NONE_FITS = line('   No delivery fits the filter. Esc clears it.');

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

/** The rule over the list says what is left out, how many fit, and how many have come in since the list was pinned. */
export function listRule(feed: Feed, { filter, width, hasFocus }: RuleLook): Line {
  const state = feed.isFollowing ? '' : pinnedText(feed, hasFocus);
  if (filter === null) return ruleLine(width, state, feed.fresh > 0 ? 'accent' : 'dim');
  const known = state === '' ? fittingText(feed, filter) : state;
  const behind = `${CLEAR}${known === '' ? '' : ` ── ${known}`}`;
  const room = width - RULE_MARGINS - textWidth(`filter ${behind}`);
  return ruleLine(width, `filter ${cutText(span(filter).text, room)}${behind}`, 'accent');
}

export interface RuleLook {
  readonly filter: string | null;
  readonly width: number;
  readonly hasFocus: boolean;
}

/** With the key that goes back to the newest, where it does. */
function pinnedText({ fresh }: Feed, hasFocus: boolean): string {
  if (fresh > 0) return `▲ ${fresh} new${hasFocus ? ', g shows' : ''}`;
  return hasFocus ? 'not following, g follows' : 'not following';
}

/** A list that follows holds all that fit, up to its bound; nothing while the filter has not been asked for yet. */
function fittingText({ entries, filter, isWhole }: Feed, wanted: string): string {
  if (filter !== wanted) return '';
  if (!isWhole) return `${entries.length} so far`;
  return `${entries.length}${entries.length >= MAX_ROWS ? ' or more' : ''} fit${entries.length === 1 ? 's' : ''}`;
}

const CLEAR = ' (Esc clears)';
