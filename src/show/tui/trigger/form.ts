/**
 * The sample before it is sent: its fields as lines of text, how many records and calls, and values of the user's own. In:
 * the sample's body, keys. Out: what is typed, what is wrong with it, and the values to set, as `--set` takes them.
 */
import type { Intention } from '../../../session/intention.ts';
import { EMPTY_INPUT, inputOf, textOf, type LineInput } from '../input/line-input.ts';
import { doDeed, moved, typedInto, type Deeds, type PanelNext, type Stroke } from '../panel/panel.ts';
import { fieldsIn, type SampleField } from './fields.ts';
import type { Samples } from './samples.ts';

export interface TriggerForm {
  readonly kind: 'trigger-fields';
  readonly name: string;
  /** Null: there is no sample of that name. */
  readonly body: string | null;
  readonly rows: readonly FormRow[];
  readonly cursor: number;
  /** About the chosen row. */
  readonly complaint: string | null;
}

export interface FormRow {
  readonly of:
    | { readonly kind: 'field'; readonly field: SampleField }
    /** So many generated records in place of the sample; empty: the sample. */
    | { readonly kind: 'records' }
    | { readonly kind: 'calls' }
    /** `path=value`. */
    | { readonly kind: 'set' };
  readonly input: LineInput;
}

export interface FormWish {
  readonly name: string;
  /** The shop sends it itself, with records of its own: there are no fields to edit. */
  readonly isSentByShop: boolean;
}

const NEW_SET: FormRow = { of: { kind: 'set' }, input: EMPTY_INPUT };

export function openForm({ name, isSentByShop }: FormWish, samples: Samples): TriggerForm {
  const body = isSentByShop ? null : samples.body(name);
  const fields = (body === null ? [] : fieldsIn(body)).map((field): FormRow => ({
    of: { kind: 'field', field },
    input: inputOf(field.text),
  }));
  // A name with a label is that of a body: another one in its place would be another thing.
  const records: readonly FormRow[] = hasLabel(name) ? [] : [{ of: { kind: 'records' }, input: EMPTY_INPUT }];
  const calls: FormRow = { of: { kind: 'calls' }, input: inputOf('1') };
  const rows = [...fields, ...records, calls, ...(isSentByShop ? [] : [NEW_SET])];
  return { kind: 'trigger-fields', name, body, rows, cursor: 0, complaint: null };
}

function hasLabel(name: string): boolean {
  return name.split('.').length > 2;
}

/** `back`: to the names. */
export interface FormNext extends Omit<PanelNext<TriggerForm>, 'panel'> {
  readonly panel: TriggerForm | 'back' | null;
}

export function reduceForm(form: TriggerForm, stroke: Stroke, samples: Samples): FormNext {
  const row = form.rows[form.cursor];
  const input = row === undefined ? null : typedInto(row.input, stroke);
  if (row !== undefined && input !== null) return { panel: typed(form, { ...row, input }) };
  if (stroke.kind === 'do' && stroke.action === 'close') return { panel: 'back' };
  const deeds: Deeds<TriggerForm> = {
    up: () => ({ panel: chosen(form, 'up') }),
    down: () => ({ panel: chosen(form, 'down') }),
    pick: () => send(form, samples),
  };
  return doDeed(deeds, form, stroke);
}

function chosen(form: TriggerForm, way: 'up' | 'down'): TriggerForm {
  return { ...form, cursor: moved(form.cursor, way, form.rows.length), complaint: null };
}

/** Behind a value of one's own there is room for one more. */
function typed(form: TriggerForm, row: FormRow): TriggerForm {
  const rows = form.rows.with(form.cursor, row);
  const isLast = form.cursor === rows.length - 1;
  const grown = isLast && row.of.kind === 'set' && textOf(row.input) !== '' ? [...rows, NEW_SET] : rows;
  return { ...form, rows: grown, complaint: null };
}

function send(form: TriggerForm, samples: Samples): PanelNext<TriggerForm> {
  const wrong = form.rows.findIndex((row) => complaintOf(row, form, samples) !== null);
  const row = form.rows[wrong];
  if (row !== undefined) return { panel: { ...form, cursor: wrong, complaint: complaintOf(row, form, samples) } };
  return { panel: null, wish: wishOf(form) };
}

function complaintOf({ of, input }: FormRow, form: TriggerForm, samples: Samples): string | null {
  const text = textOf(input).trim();
  switch (of.kind) {
    case 'field':
      return null;
    case 'calls':
      return numberComplaint(text, { min: 1, max: samples.mostCalls });
    case 'records':
      return text === '' ? null : (numberComplaint(text, { min: 0, max: samples.mostRecords }) ?? noneToSet(form));
    case 'set':
      // Generated records are not there yet to be looked at.
      return text === '' ? null : samples.complaint(recordsOf(form) === null ? form.body : null, text);
  }
}

function numberComplaint(text: string, { min, max }: { readonly min: number; readonly max: number }): string | null {
  const isRight = /^\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max;
  return isRight ? null : `A whole number from ${min} to ${max}.`;
}

function noneToSet(form: TriggerForm): string | null {
  const isEmpty =
    recordsOf(form) === 0 && form.rows.some(({ of }, index) => of.kind === 'field' && isChanged(form, index));
  return isEmpty ? 'Without a record there is none whose fields could be set.' : null;
}

function recordsOf({ rows }: TriggerForm): number | null {
  return numberIn(rows, 'records');
}

function numberIn(rows: readonly FormRow[], kind: 'records' | 'calls'): number | null {
  const row = rows.find(({ of }) => of.kind === kind);
  const text = row === undefined ? '' : textOf(row.input).trim();
  return text === '' ? null : Number(text);
}

export function isChanged({ rows }: TriggerForm, index: number): boolean {
  const row = rows[index];
  return row?.of.kind === 'field' && textOf(row.input) !== row.of.field.text;
}

/** What is sent in place of the field's value, in JSON. What is text stays text, whatever is typed. */
export function jsonFor({ isText }: SampleField, typedText: string): string {
  return isText || !isJson(typedText) ? JSON.stringify(typedText) : typedText.trim();
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function wishOf(form: TriggerForm): Extract<Intention, { kind: 'trigger' }> {
  const sets = form.rows.flatMap(({ of, input }, index): readonly string[] => {
    const text = textOf(input);
    if (of.kind === 'set') return text.trim() === '' ? [] : [text.trim()];
    return of.kind === 'field' && isChanged(form, index)
      ? [`${of.field.path.join('.')}=${jsonFor(of.field, text)}`]
      : [];
  });
  return triggerWish(form.name, { sets, records: recordsOf(form), count: numberIn(form.rows, 'calls') ?? 1 });
}

export function triggerWish(
  name: string,
  more: Partial<Extract<Intention, { kind: 'trigger' }>> = {},
): Extract<Intention, { kind: 'trigger' }> {
  return { kind: 'trigger', name, sets: [], records: null, count: 1, retries: 0, to: null, ...more };
}
