/**
 * What the key does that asks for a whole record: shows what is known, asks at once where that is free and clear, else opens
 * the panel that says the price first.
 */
import { openRecordPanel, recordView, showing } from '../record/record.ts';
import { pin } from './feed.ts';
import { said } from './messages.ts';
import type { ScreenModel } from './model.ts';
import type { Next } from './next.ts';

export function openRecord({ ui, feed, detail, session, now }: ScreenModel): Next {
  if (detail === null) return { ui, feed };
  const { reading, chosen } = recordView(detail, ui.subject, session);
  if (reading.kind === 'none' || chosen === null) {
    return { feed, ui: { ...ui, message: said(reading.kind === 'none' ? reading.why : '', now) } };
  }
  const pinned = pin(feed);
  const isLooking = ui.tab === 'record';
  const shown = isLooking ? ui : { ...ui, tab: 'record' as const, scroll: 0 };
  const isKnown = chosen.known?.answer?.kind === 'found';
  if (isKnown && !isLooking) return { feed: pinned, ui: shown };
  const { id } = detail.row;
  if (!session.shop.isSimulated || reading.subjects.length > 1) {
    return { feed: pinned, ui: { ...shown, overlay: openRecordPanel(id, reading.subjects, chosen.index) } };
  }
  const { subject = ui.subject, wish } = showing(id, chosen.subject, isLooking);
  return { feed: pinned, ui: { ...shown, subject }, ...(wish && { wish }) };
}
