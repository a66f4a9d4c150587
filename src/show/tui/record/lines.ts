/**
 * The whole record from the shop as lines: what is said before there is one, the line over it when there is, and the panel
 * that chooses and says the price.
 */
import { nameSubject, nounOf, subjectKey, type Subject } from '../../../core/subject.ts';
import type { KnownRecord, SessionSnapshot } from '../../../session/view.ts';
import type { DeliveryRow } from '../../../store/row.ts';
import { line, span, type Line, type Tone } from '../../present/line.ts';
import { priceText } from '../../present/price.ts';
import { timeOfDay } from '../../present/time.ts';
import { padText, wrapText } from '../../present/width.ts';
import { inputLine } from '../input/lines.ts';
import { windowFor } from '../store/window.ts';
import { fittingSubjects, type RecordPanel, type RecordView } from './record.ts';

export interface RecordTabLook {
  readonly shop: SessionSnapshot['shop'];
  readonly width: number;
}

/** The part of the detail while there is no record to show. */
export function recordTabLines({ reading, chosen }: RecordView, { shop, width }: RecordTabLook): readonly Line[] {
  const wrapped = (text: string, tone: Tone): readonly Line[] =>
    wrapText(span(text).text, width, 2).map((one) => line(one, tone));
  if (reading.kind === 'none') return wrapped(reading.why, 'dim');
  if (chosen === null) return [];
  const name = nameSubject(chosen.subject);
  if (chosen.known?.isAsking === true) return wrapped(`Asking the shop for ${name}.`, 'plain');
  const { said, tone } = outcome(name, chosen.known);
  const howMany = reading.subjects.length;
  const others = howMany === 1 ? '' : ` The call speaks of ${howMany}; o chooses another too.`;
  return [...wrapped(said, tone), ...wrapped(`o asks the shop: ${priceText(shop)}.${others}`, 'plain')];
}

function outcome(name: string, known: KnownRecord | null): { readonly said: string; readonly tone: Tone } {
  const { at = null, answer = null } = known ?? {};
  if (answer === null || at === null) return { said: `The shop has not been asked for ${name} yet.`, tone: 'dim' };
  const when = timeOfDay(at);
  if (answer.kind === 'failed') return { said: `⚠ Asked for ${name} at ${when}: ${answer.why}`, tone: 'warning' };
  return { said: `⚠ At ${when} the shop said that it has no ${name}, or no longer.`, tone: 'warning' };
}

/** Over the record: since when it is known, and whether the call is younger. */
export function recordHead({ reading, chosen }: RecordView, row: DeliveryRow): Line {
  if (chosen === null || reading.kind === 'none') return [];
  const { subject, index, known } = chosen;
  const { length } = reading.subjects;
  const place = length === 1 ? '' : ` · ${index + 1} of ${length}`;
  const name = span(nameSubject(subject), 'strong');
  const at = known?.at ?? 0;
  if (known?.isAsking === true) return [name, span(` · asking the shop again${place}`, 'dim')];
  const isOld = at < row.lastAttemptAt;
  const when = isOld ? ` · ${timeOfDay(at)}, before this call` : ` · as of ${timeOfDay(at)}`;
  return [name, span(when, isOld ? 'warning' : 'dim'), span(`${place} · o asks again`, 'dim')];
}

export interface RecordPanelLook {
  readonly width: number;
  readonly rows: number;
}

export function recordPanelLines(
  panel: RecordPanel,
  { shop, records }: Pick<SessionSnapshot, 'shop' | 'records'>,
  { width, rows }: RecordPanelLook,
): readonly Line[] {
  const { subjects, input, cursor } = panel;
  const isOne = subjects.length === 1;
  const fitting = fittingSubjects(panel);
  const head = wrapText(` ${headText(panel, priceText(shop))}`, width - 1, 1).map((text) => line(text));
  const typing = isOne ? [] : [inputLine(input, { label: ' which  ', width })];
  const height = Math.max(1, rows - head.length - typing.length);
  const { from, to } = windowFor({ total: fitting.length, cursor, height, from: cursor - height + 2 });
  const shown = fitting
    .slice(from, to)
    .map((subject, index) => subjectLine(subject, records?.get(subjectKey(subject)) ?? null, from + index === cursor));
  return [...head, ...typing, ...(shown.length > 0 ? shown : [line('   The call speaks of none like that.', 'dim')])];
}

function headText({ subjects: [first, ...others] }: RecordPanel, price: string): string {
  const noun = nounOf(first.entity);
  if (others.length === 0) return `Ask the shop for the whole ${noun}: ${price}.`;
  return `The call speaks of ${others.length + 1}. Ask the shop for one ${noun}: ${price}.`;
}

const NAME = 28;

function subjectLine({ id, label }: Subject, known: KnownRecord | null, isChosen: boolean): Line {
  return [
    span(isChosen ? ' ▶ ' : '   ', 'strong'),
    span(padText(span(label).text, NAME), isChosen ? 'strong' : 'plain'),
    span(label === id ? '' : `id ${id}  `, 'dim'),
    ...knownSpans(known),
  ];
}

function knownSpans(known: KnownRecord | null): Line {
  const { at = null, answer = null } = known ?? {};
  if (at === null || answer === null || answer.kind === 'failed') return [];
  const what = answer.kind === 'found' ? 'Enter shows it' : 'the shop had none';
  return [span(`known since ${timeOfDay(at)}: ${what}, Tab asks again`, 'dim')];
}
