/**
 * The whole record from the shop: which of the things that a delivery speaks of is meant, and the panel that asks before a
 * call is spent. In: the delivery, keys. Out: what is chosen, and what the session is asked for.
 */
import { subjectKey, subjectsOf, type Subject, type SubjectReading } from '../../../core/subject.ts';
import type { KnownRecord, SessionSnapshot } from '../../../session/view.ts';
import type { DeliveryDetail } from '../../../store/row.ts';
import { EMPTY_INPUT, textOf, type LineInput } from '../input/line-input.ts';
import { doDeed, moved, typedInto, type Deeds, type PanelNext, type Stroke } from '../panel/panel.ts';

/** Which thing of which delivery is looked at. */
export interface ChosenSubject {
  /** The delivery. */
  readonly of: string;
  readonly id: string;
}

/** What the detail shows of it. */
export interface RecordView {
  readonly reading: SubjectReading;
  /** The chosen one, its place and what is known of it; null where there is nothing to ask for. */
  readonly chosen: { readonly subject: Subject; readonly index: number; readonly known: KnownRecord | null } | null;
}

const readings = new WeakMap<DeliveryDetail, SubjectReading>();

/** Looked for once a delivery: it may speak of thousands. */
export function subjectsIn(detail: DeliveryDetail): SubjectReading {
  const known = readings.get(detail) ?? subjectsOf(detail.row.event, new TextDecoder().decode(detail.body));
  readings.set(detail, known);
  return known;
}

export function recordView(
  detail: DeliveryDetail,
  wanted: ChosenSubject | null,
  { records }: Pick<SessionSnapshot, 'records'>,
): RecordView {
  const reading = subjectsIn(detail);
  if (reading.kind === 'none') return { reading, chosen: null };
  const found = wanted?.of === detail.row.id ? reading.subjects.findIndex(({ id }) => id === wanted.id) : 0;
  const index = Math.max(0, found);
  const subject = reading.subjects[index] ?? reading.subjects[0];
  return { reading, chosen: { subject, index, known: records?.get(subjectKey(subject)) ?? null } };
}

export interface RecordPanel {
  readonly kind: 'record';
  /** The delivery. */
  readonly of: string;
  readonly subjects: readonly [Subject, ...Subject[]];
  /** Narrows the list; of one thing there is nothing to narrow. */
  readonly input: LineInput;
  readonly cursor: number;
}

export function openRecordPanel(of: string, subjects: RecordPanel['subjects'], cursor: number): RecordPanel {
  return { kind: 'record', of, subjects, input: EMPTY_INPUT, cursor };
}

export function reduceRecord(panel: RecordPanel, stroke: Stroke): PanelNext<RecordPanel> {
  const input = panel.subjects.length === 1 ? null : typedInto(panel.input, stroke);
  if (input === null) return doDeed(DEEDS, panel, stroke);
  const isNarrowed = textOf(input) !== textOf(panel.input);
  return { panel: { ...panel, input, cursor: isNarrowed ? 0 : panel.cursor } };
}

const DEEDS: Deeds<RecordPanel> = {
  up: (panel) => ({ panel: { ...panel, cursor: moved(panel.cursor, 'up', fittingSubjects(panel).length) } }),
  down: (panel) => ({ panel: { ...panel, cursor: moved(panel.cursor, 'down', fittingSubjects(panel).length) } }),
  close: () => ({ panel: null }),
  pick: (panel) => shown(panel, false),
  'ask-anew': (panel) => shown(panel, true),
};

function shown(panel: RecordPanel, anew: boolean): PanelNext<RecordPanel> {
  const subject = fittingSubjects(panel)[panel.cursor];
  return subject === undefined ? { panel } : { panel: null, ...showing(panel.of, subject, anew) };
}

/** Looks at it; what is known already comes without a call, unless it is asked for anew. */
export function showing(of: string, { id }: Subject, anew: boolean): Pick<PanelNext<never>, 'subject' | 'wish'> {
  return { subject: { of, id }, wish: { kind: 'ask-record', id: of, subject: id, anew } };
}

export function fittingSubjects({ subjects, input }: RecordPanel): readonly Subject[] {
  const wanted = textOf(input).trim().toLowerCase();
  return subjects.filter(({ id, label }) => id.toLowerCase().includes(wanted) || label.toLowerCase().includes(wanted));
}
