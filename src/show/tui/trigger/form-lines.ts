/**
 * The sample before it is sent, as lines: a field each, what its new value is in JSON, and what is wrong.
 */
import { line, span, type Line } from '../../present/line.ts';
import { cutText, padText, wrapText } from '../../present/width.ts';
import { textOf } from '../input/line-input.ts';
import { inputLine } from '../input/lines.ts';
import { windowFor } from '../store/window.ts';
import { isChanged, jsonFor, type FormRow, type TriggerForm } from './form.ts';

export interface FormLook {
  readonly width: number;
  readonly rows: number;
  /** Where the call goes. */
  readonly target: string;
}

const MOST_OF_A_NAME = 28;

export function formLines(form: TriggerForm, { width, rows, target }: FormLook): readonly Line[] {
  const head: Line = [span(` ${form.name}`, 'strong'), span(target, 'dim')];
  const below = wrapText(`   ${form.complaint ?? wordsFor(form)}`, width - 1, 3).map((text) =>
    line(text, form.complaint === null ? 'dim' : 'repeat'),
  );
  const height = Math.max(1, rows - 1 - below.length);
  const { cursor } = form;
  const { from, to } = windowFor({ total: form.rows.length, cursor, height, from: cursor - height + 2 });
  const longest = Math.max(...form.rows.map(({ of }) => span(nameOf(of)).text.length));
  const name = Math.min(longest, MOST_OF_A_NAME, Math.floor(width / 3));
  const shown = form.rows.slice(from, to).map((row, index) => rowLine(form, from + index, { row, width, name }));
  return [head, ...shown, ...below];
}

interface RowLook {
  readonly row: FormRow;
  readonly width: number;
  /** Cells for the name. */
  readonly name: number;
}

function rowLine(form: TriggerForm, index: number, { row, width, name }: RowLook): Line {
  const { of, input } = row;
  const isChosen = index === form.cursor;
  const label = `${padText(cutText(span(nameOf(of)).text, name), name)}  `;
  const front: Line = [span(isChosen ? ' ▶ ' : '   ', 'strong')];
  const text = textOf(input);
  const becomes = of.kind === 'field' && isChanged(form, index) ? `  → ${jsonFor(of.field, text)}` : '';
  const room = Math.floor((width - name) / 3);
  const behind = becomes === '' ? [] : [span(cutText(span(becomes).text, room), 'accent')];
  if (isChosen)
    return [...front, ...inputLine(input, { label, width: width - 3 - (behind.length > 0 ? room : 0) }), ...behind];
  const value = text === '' ? span(emptyWords(of, form), 'dim') : span(text);
  return [...front, span(label, isChanged(form, index) ? 'strong' : 'plain'), value, ...behind];
}

function nameOf(of: FormRow['of']): string {
  switch (of.kind) {
    case 'field':
      return of.field.name;
    case 'records':
      return 'records';
    case 'calls':
      return 'calls';
    case 'set':
      return 'set';
  }
}

function emptyWords(of: FormRow['of'], { rows }: TriggerForm): string {
  if (of.kind === 'records') return 'as in the sample';
  if (of.kind !== 'set') return '';
  const [first] = rows.flatMap((row) => (row.of.kind === 'field' ? [row.of.field.path.slice(0, 2)] : []));
  return `any other value, such as ${[...(first ?? []), 'note'].join('.')}=x`;
}

/** About the chosen row. */
function wordsFor({ rows, cursor, body }: TriggerForm): string {
  const of = rows[cursor]?.of;
  switch (of?.kind) {
    case 'field':
      return of.field.isText
        ? `${of.field.path.join('.')}: text, and what you type stays text.`
        : `${of.field.path.join('.')}: taken as JSON; what is no JSON is sent as text.`;
    case 'records':
      return `So many generated records in place of the ${body === null ? '' : "sample's "}one; more than 5000 make several calls.`;
    case 'calls':
      return 'So many calls, one after the other.';
    case 'set':
      return 'path=value; a value that is JSON is taken as such, a field that is missing is added.';
    case undefined:
      return '';
  }
}
