/**
 * A delivery beside the one before it with the same key: what differs, field by field. In: both. Out: lines.
 */
import { differences, type Difference, type DiffPart } from '../../diff-report.ts';
import { MOST_DIFFERENCES } from '../../field-differences.ts';
import { line, lineWidth, span, type Line, type Tone } from '../../present/line.ts';
import { timeOfDay } from '../../present/time.ts';
import { cutText, wrapText } from '../../present/width.ts';
import type { AttemptDetail, DeliveryDetail } from '../../../store/row.ts';

export type Comparison =
  | { readonly kind: 'none' }
  /** Comparing would hold up the screen. */
  | { readonly kind: 'too-long'; readonly before: DeliveryDetail }
  | { readonly kind: 'compared'; readonly before: DeliveryDetail; readonly found: readonly Difference[] };

/** Bytes of both bodies together: some ten milliseconds. */
export const MOST_COMPARED: number = 512 * 1024;

export function compared(before: DeliveryDetail | null, detail: DeliveryDetail): Comparison {
  if (before === null) return { kind: 'none' };
  if (before.body.length + detail.body.length > MOST_COMPARED) return { kind: 'too-long', before };
  const [a, b] = [before, detail].map(side);
  return a === undefined || b === undefined ? { kind: 'none' } : { kind: 'compared', before, found: differences(a, b) };
}

interface Side {
  readonly event: string;
  readonly body: Uint8Array;
  readonly attempt: AttemptDetail;
}

function side({ row, body, attempts }: DeliveryDetail): Side | undefined {
  const attempt = attempts.at(-1);
  return attempt && { event: row.event, body, attempt };
}

export function comparisonLines(comparison: Comparison, { row }: DeliveryDetail, width: number): readonly Line[] {
  if (comparison.kind === 'none') {
    const why = row.key === '' ? 'This delivery has no key' : `No delivery before this one has the key ${row.key}`;
    return wrapped(`${why}: there is nothing to compare it with.`, width, 'dim');
  }
  const { event, id, key, lastAttemptAt } = comparison.before.row;
  const head = wrapped(`Since ${event} ${key} of ${timeOfDay(lastAttemptAt)} (${id}):`, width, 'dim');
  if (comparison.kind === 'too-long') {
    return [
      ...head,
      ...wrapped(`The bodies are long. Compare them with: upgates-dev history diff ${id} ${row.id}`, width),
    ];
  }
  const { found } = comparison;
  if (found.length === 0) return [...head, line('No difference.', 'good')];
  const more = found.length < MOST_DIFFERENCES ? [] : wrapped(`Only the first ${MOST_DIFFERENCES}.`, width, 'dim');
  return [...head, ...found.flatMap((one, index) => differenceRows(one, found[index - 1], width)), ...more];
}

const TITLES: Readonly<Record<DiffPart, string>> = {
  event: 'Event',
  body: 'Body',
  'request header': 'Headers of the call',
  handler: 'What the handler did',
  answer: "Body of the handler's answer",
  'answer header': "Headers of the handler's answer",
  verdict: 'Verdict',
};

/** One row where it fits: `orders[0].paid_date: null → "2026-11-24"`; else the two sides below the path. */
function differenceRows(one: Difference, previous: Difference | undefined, width: number): readonly Line[] {
  const title = previous?.part === one.part ? [] : [line(TITLES[one.part], 'strong')];
  const path = one.path === '' ? '(whole)' : one.path;
  const row: Line = [span(`  ${path}: `), ...value(one.before), span(' → '), ...value(one.after)];
  if (lineWidth(row) <= width) return [...title, row];
  const [before, after] = [sideRows('- ', one.before, width), sideRows('+ ', one.after, width)];
  return [...title, line(cutText(span(`  ${path}`).text, width)), ...before, ...after];
}

function value(text: string | null): Line {
  return text === null ? [span('missing', 'dim')] : [span(text, 'accent')];
}

/** Rows of one side; a long text says little by its end. */
const MOST_ROWS = 4;

function sideRows(sign: string, text: string | null, width: number): readonly Line[] {
  const shown = text === null ? 'missing' : text.slice(0, width * (MOST_ROWS + 1));
  const rows = wrapText(span(`    ${sign}${shown}`).text, width, 6);
  const cut = rows.length > MOST_ROWS ? [...rows.slice(0, MOST_ROWS - 1), `${rows[MOST_ROWS - 1] ?? ''}…`] : rows;
  return cut.map((one) => line(cutText(one, width), text === null ? 'dim' : 'accent'));
}

function wrapped(text: string, width: number, tone: Tone = 'plain'): readonly Line[] {
  return wrapText(span(text).text, width, 2).map((one) => line(one, tone));
}
