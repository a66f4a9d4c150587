/**
 * What the keys do that look into a delivery, as a table like `perform`'s.
 */
import {
  atProblem,
  folded,
  foldedAll,
  readingOf,
  sought,
  spelled,
  type Direction,
  type Reading,
} from '../detail/body/reading.ts';
import { openSearch } from '../detail/body/search.ts';
import type { InspectingAction } from '../keys/binding.ts';
import { openShare, type ShareWish } from '../share/share.ts';
import { chosenRow, pin } from './feed.ts';
import { said } from './messages.ts';
import { detailWidth, type ScreenModel } from './model.ts';
import type { Next } from './next.ts';
import { openRecord } from './record-step.ts';

type Step = (model: ScreenModel) => Next;

export const INSPECTING_STEPS: Readonly<Record<InspectingAction, Step>> = {
  // Who searches wants to read: what comes in meanwhile must not take the body's place.
  search: ({ ui, feed }) => ({
    feed: pin(feed),
    ui: { ...ui, focus: 'detail', overlay: openSearch(ui.reading) },
  }),
  'match-next': (model) => toMatch(model, 'next'),
  'match-previous': (model) => toMatch(model, 'previous'),
  fold: (model) => changed(model, folded, 'Nothing here can be folded.'),
  'fold-all': (model) => changed(model, foldedAll, 'Only JSON can be folded.'),
  verbatim: (model) => changed(model, spelled, 'Only JSON has letters to spell otherwise.'),
  differences: ({ ui, feed }) => ({ feed: pin(feed), ui: { ...ui, tab: 'diff', scroll: 0 } }),
  'open-record': openRecord,
  'open-copy': (model) => opened(model, 'clipboard'),
  'open-export': (model) => opened(model, 'file'),
};

type Change = (reading: Reading, body: NonNullable<ScreenModel['body']>) => Reading | null;

function changed({ ui, feed, body, now }: ScreenModel, change: Change, otherwise: string): Next {
  const reading = body === null ? null : change(readingOf(ui.reading, body), body);
  return { feed, ui: reading === null ? { ...ui, message: said(otherwise, now) } : { ...ui, reading } };
}

function toMatch(model: ScreenModel, direction: Direction): Next {
  const { layout, body } = model;
  const width = layout.kind === 'regular' ? detailWidth(layout) : 0;
  const otherwise = body?.search?.isDone() === false ? 'Still searching.' : 'Nothing like that is in this body.';
  if (model.ui.search === '') return changed(model, (reading, open) => atProblem(reading, open, width), otherwise);
  return changed(model, (reading, open) => sought(reading, open, { width, direction }), otherwise);
}

function opened({ ui, feed }: ScreenModel, to: ShareWish['to']): Next {
  const row = chosenRow(feed);
  return { feed: pin(feed), ui: row === null ? ui : { ...ui, overlay: openShare(to, row) } };
}
