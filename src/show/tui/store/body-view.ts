/**
 * Which text is read in the detail, and where one is in it for the next frame: it grows while it is read, and the window may
 * change.
 */
import { subjectKey } from '../../../core/subject.ts';
import type { DeliveryDetail } from '../../../store/row.ts';
import { readingOf, settled, sought, type BodySource, type OpenBody } from '../detail/body/reading.ts';
import type { Tab } from '../detail/tabs.ts';
import { recordHead } from '../record/lines.ts';
import type { RecordView } from '../record/record.ts';
import type { Layout } from '../layout.ts';
import { bodyRoom, type Ui } from './model.ts';

/** Null where the part of the detail is no text of that kind. */
export function textInView(detail: DeliveryDetail, tab: Tab, record: RecordView | null): BodySource | null {
  const { row, body: bytes, attempts } = detail;
  if (tab === 'body') return { key: `${row.id} ${attempts.at(-1)?.sha256 ?? ''}`, bytes, head: [] };
  const { subject, known } = record?.chosen ?? {};
  if (record === null || subject === undefined || known?.answer?.kind !== 'found') return null;
  const { answer, at } = known;
  return { key: `${subjectKey(subject)} ${at}`, bytes: answer.json, head: recordHead(record, row) };
}

/** The cursor and the window where they can stand; while a search is typed, at its first match. */
export function withReading(ui: Ui, body: OpenBody, layout: Layout): Ui {
  const { overlay } = ui;
  const at = bodyRoom(body, layout, overlay.kind === 'search' ? overlay.input : null);
  const direction = 'here-or-next';
  const from = readingOf(overlay.kind === 'search' ? overlay.origin : ui.reading, body);
  const reading = overlay.kind === 'search' ? (sought(from, body, { ...at, direction }) ?? from) : from;
  return { ...ui, reading: settled(reading, body, at) };
}
