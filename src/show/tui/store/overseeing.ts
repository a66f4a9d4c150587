/**
 * What the keys do that find a way in the list and look after the session, as a table like `perform`'s.
 */
import type { OverseeingAction } from '../keys/binding.ts';
import { FIRST_GAPS } from '../gaps/gaps.ts';
import { FIRST_HEALTH } from '../health/health.ts';
import { FIRST_WEBHOOKS } from '../webhooks/webhooks.ts';
import { chosenRow, pin } from './feed.ts';
import { said } from './messages.ts';
import type { ScreenModel, Ui } from './model.ts';
import type { Next } from './next.ts';
import type { World } from './perform.ts';
import { SEEK_REACH, seekFailure } from './seek.ts';

type Step = (model: ScreenModel, world: World) => Next;

export const OVERSEEING_STEPS: Readonly<Record<OverseeingAction, Step>> = {
  mark: ({ ui, feed }) => {
    const row = chosenRow(feed);
    return row === null ? { ui, feed } : { ui, feed, wish: { kind: 'mark', id: row.id, marked: !row.marked } };
  },
  unfold: (model) => ({ feed: pin(model.feed), ui: unfolded(model) }),
  'failure-above': (model, world) => toFailure(model, -1, world),
  'failure-below': (model, world) => toFailure(model, 1, world),
  'open-webhooks': ({ ui, feed, session }) => {
    // What costs nothing is asked for at once; a real shop's list waits until the price has been read.
    const isAsking = session.shop.isSimulated;
    return { feed, ui: { ...ui, overlay: FIRST_WEBHOOKS }, ...(isAsking && { wish: { kind: 'list-webhooks' } }) };
  },
  'open-health': ({ ui, feed }) => ({
    feed,
    ui: { ...ui, overlay: FIRST_HEALTH },
    wish: { kind: 'measure-history' },
  }),
  // What costs nothing is known already; the rest waits until its price has been read.
  'open-gaps': ({ ui, feed }) => ({ feed, ui: { ...ui, overlay: FIRST_GAPS } }),
  suspend: ({ ui, feed }, world) => {
    world.suspend();
    return { ui, feed };
  },
};

function unfolded({ ui, feed, now }: ScreenModel): Ui {
  const row = chosenRow(feed);
  if (row === null) return ui;
  if (ui.unfolded === row.id) return { ...ui, unfolded: null };
  if (row.attempts > 1) return { ...ui, unfolded: row.id };
  return { ...ui, message: said('This delivery has had one attempt only: there is nothing to unfold.', now) };
}

function toFailure(model: ScreenModel, step: 1 | -1, { source }: World): Next {
  const { ui, feed, layout, now } = model;
  const height = layout.kind === 'regular' ? Math.max(1, layout.listRows) : 1;
  const found = seekFailure(feed, { step, source, height });
  if (found !== null) return { ui, feed: found };
  const where = step > 0 ? `older among the next ${SEEK_REACH}` : 'newer';
  return { feed, ui: { ...ui, message: said(`No delivery that went wrong is ${where}.`, now) } };
}
