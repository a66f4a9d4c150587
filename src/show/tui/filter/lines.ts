/**
 * The filter being typed as lines: the text, then what is wrong with it or how many deliveries fit, then the words of the
 * language.
 */
import { line, type Line } from '../../present/line.ts';
import { wrapText } from '../../present/width.ts';
import { complaintLines, inputLine, type InputLook } from '../input/lines.ts';
import type { FilterPanel } from './filter.ts';

const LANGUAGE =
  'event:Orders.* verdict:repeats withoutUs:timed-out status:>=500 ms:>900 attempt:>1 key: body: since:10m origin:replay fault: marked:true; a word alone searches key and body; - AND OR ( )';

export interface FilterLook {
  readonly width: number;
  /** Null: not known yet. */
  readonly count: number | null;
  /** False: more may be found. */
  readonly isWhole: boolean;
  /** More than this are not counted. */
  readonly most: number;
}

export function filterLines(panel: FilterPanel, { width, ...counted }: FilterLook): readonly Line[] {
  const look: InputLook = { label: ' / ', width };
  const below =
    panel.complaint === null ? [line(`   ${countText(counted)}`)] : complaintLines(panel.input, panel.complaint, look);
  const language = wrapText(`   ${LANGUAGE}`, width - 1, 3).map((text) => line(text, 'dim'));
  return [inputLine(panel.input, look), ...below, ...language];
}

function countText({ count, isWhole, most }: Omit<FilterLook, 'width'>): string {
  if (count === null) return 'Counting.';
  if (!isWhole) return `Counting: ${count} so far.`;
  if (count >= most) return `${most} deliveries or more fit.`;
  return count === 1 ? '1 delivery fits.' : `${count === 0 ? 'No' : count} deliveries fit.`;
}
