/**
 * Where one is in the body that is open, for the next frame: the body grows while it is read, and the window may change.
 */
import { readingOf, settled, sought, type OpenBody } from '../detail/body/reading.ts';
import type { Layout } from '../layout.ts';
import { bodyRoom, type Ui } from './model.ts';

/** The cursor and the window where they can stand; while a search is typed, at its first match. */
export function withReading(ui: Ui, body: OpenBody, layout: Layout): Ui {
  const { overlay } = ui;
  const at = bodyRoom(body, layout, overlay.kind === 'search' ? overlay.input : null);
  const direction = 'here-or-next';
  const from = readingOf(overlay.kind === 'search' ? overlay.origin : ui.reading, body);
  const reading = overlay.kind === 'search' ? (sought(from, body, { ...at, direction }) ?? from) : from;
  return { ...ui, reading: settled(reading, body, at) };
}
