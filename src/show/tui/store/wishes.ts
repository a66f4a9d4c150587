/**
 * What the keys of the first screen ask of the session, at once or by opening a panel. In: the model. Out: the next view
 * of it and an intention.
 */
import type { Intention } from '../../../session/intention.ts';
import { CLOSED_WRITING } from '../faults/faults.ts';
import { openFilter } from '../filter/filter.ts';
import { openFixture } from '../fixture/fixture.ts';
import type { AskingAction } from '../keys/binding.ts';
import { openPolicy } from '../policy/policy.ts';
import { openTrigger } from '../trigger/trigger.ts';
import { chosenRow } from './feed.ts';
import { said } from './messages.ts';
import type { ScreenModel, Ui } from './model.ts';
import type { Overlay } from './overlay.ts';
import { nextSpeed } from './speed.ts';

export interface Asked {
  readonly ui: Ui;
  readonly wish?: Intention;
}

export const ASKS: Readonly<Record<AskingAction, (model: ScreenModel) => Asked>> = {
  replay: (model) => withRow(model, ({ id }) => ({ kind: 'replay', ids: [id], ...AS_IT_CAME })),
  edit: (model) => withRow(model, ({ id }) => ({ kind: 'edit', id, editor: model.means.editor ?? '' })),
  'open-faults': (model) => opened(model, CLOSED_WRITING),
  'open-trigger': (model) => opened(model, openTrigger(nearNames(model))),
  'open-fixture': (model) => {
    const row = chosenRow(model.feed);
    return row === null ? { ui: model.ui } : opened(model, openFixture(row));
  },
  // Whoever types a filter wants to see the list.
  'open-filter': ({ ui }) => ({
    ui: { ...ui, isDetailFull: false, focus: 'list', overlay: openFilter(ui.filter) },
  }),
  'open-policy': (model) => opened(model, openPolicy(model.session.policy)),
  step: ({ ui }) => ({ ui, wish: { kind: 'step' } }),
  faster: (model) => withSpeed(model, 'faster'),
  slower: (model) => withSpeed(model, 'slower'),
};

const AS_IT_CAME = { last: null, filter: null, sets: [], pace: 'max', to: null } as const;

function withRow({ ui, feed }: ScreenModel, wishOf: (row: { readonly id: string }) => Intention): Asked {
  const row = chosenRow(feed);
  return row === null ? { ui } : { ui, wish: wishOf(row) };
}

function opened({ ui }: ScreenModel, overlay: Overlay): Asked {
  return { ui: { ...ui, overlay } };
}

function nearNames({ feed, session, means }: ScreenModel): Parameters<typeof openTrigger>[0] {
  return {
    cameIn: feed.entries.map(({ row }) => row.event),
    registered: session.webhooks.map(({ event }) => event),
    fixtures: means.samples.names(),
  };
}

const AT_THE_END = {
  faster: 'The clock runs at max already.',
  slower: 'The clock runs in real time already.',
} as const;

function withSpeed({ ui, session, now }: ScreenModel, towards: 'faster' | 'slower'): Asked {
  const speed = nextSpeed(session.clock.speed ?? 1, towards);
  if (speed !== null) return { ui, wish: { kind: 'set-speed', speed } };
  return { ui: { ...ui, message: said(AT_THE_END[towards], now) } };
}
