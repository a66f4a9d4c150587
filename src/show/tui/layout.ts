/**
 * How many rows each part of the screen gets. In: the size of the terminal and what is open. Out: rows that add up to
 * the height exactly, or `too-small`.
 */
import type { Size } from './screen/painter.ts';

export const LEAST: Size = { columns: 60, rows: 16 };

/** From here on there is room for words in the header and a heading over the list. */
const ROOMY_ROWS = 22;
export const WORDY_COLUMNS = 76;

export interface Layout {
  readonly kind: 'regular';
  readonly width: number;
  readonly headerRows: number;
  /** Everything between the rule under the header and the last lines. */
  readonly bodyRows: number;
  readonly hasHeading: boolean;
  /** 0 while the detail has the full height. */
  readonly listRows: number;
  /** The detail's title shares a line with the rule above it where rows are scarce. */
  readonly hasTitleRow: boolean;
  /** 0 while there is nothing to show in it. */
  readonly detailRows: number;
  readonly noticeRows: number;
  readonly hasFooterRule: boolean;
}

export interface LayoutRequest {
  readonly size: Size;
  readonly isDetailFull: boolean;
  /** Rows that what there is to say would take. */
  readonly noticeRows: number;
}

/** More than this is cut off: the list is worth more. */
export const MOST_NOTICE_ROWS = 3;

export function layoutFor({ size, isDetailFull, noticeRows }: LayoutRequest): Layout | { readonly kind: 'too-small' } {
  if (size.columns < LEAST.columns || size.rows < LEAST.rows) return { kind: 'too-small' };
  const isRoomy = size.rows >= ROOMY_ROWS;
  const headerRows = isRoomy ? 2 : 1;
  const bodyRows = size.rows - headerRows - 1 - noticeRows - (isRoomy ? 2 : 1);
  return {
    kind: 'regular',
    width: size.columns,
    headerRows,
    bodyRows,
    hasHeading: isRoomy,
    hasTitleRow: isRoomy,
    noticeRows,
    hasFooterRule: isRoomy,
    ...split(bodyRows, isRoomy, isDetailFull),
  };
}

/** The list gets a little more than half of what is left beside the heading, the rule and the title. */
function split(
  bodyRows: number,
  isRoomy: boolean,
  isDetailFull: boolean,
): { readonly listRows: number; readonly detailRows: number } {
  const title = isRoomy ? 1 : 0;
  if (isDetailFull) return { listRows: 0, detailRows: bodyRows - Math.max(1, title) };
  const room = bodyRows - 1 - title - (isRoomy ? 1 : 0);
  const detailRows = Math.max(4, Math.min(14, Math.floor(room * 0.45)));
  return { listRows: room - detailRows, detailRows };
}
