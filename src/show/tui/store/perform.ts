/**
 * What each action does to what the user has open, as a table. In: the model at the moment of the key. Out: the next feed
 * and ui; questions to the session are asked through `World`.
 */
import { readingOf, travelled } from '../detail/body/reading.ts';
import { TABS, tabAt, type Tab } from '../detail/tabs.ts';
import { helpLines } from '../help/lines.ts';
import { PANEL_ACTIONS, type Action, type PanelAction, type ScreenAction } from '../keys/binding.ts';
import { follow, move, pin, toOldest, type FeedSource } from './feed.ts';
import { bodyRoom, detailHeight, modeOf, situationBelow, type ScreenModel, type Ui } from './model.ts';
import type { Next } from './next.ts';
import { INSPECTING_STEPS } from './inspecting.ts';
import { OVERSEEING_STEPS } from './overseeing.ts';
import { isPanel, NO_OVERLAY } from './overlay.ts';
import { tellPanel } from './tell-panel.ts';
import { clampScroll } from './window.ts';
import { ASKS, type Asked } from './wishes.ts';

export interface World {
  readonly source: FeedSource;
  quit(): void;
  interrupt(): void;
  /** Stops the program and gives the terminal to the shell until it is brought back. */
  suspend(): void;
  repaint(): void;
}

type Step = (model: ScreenModel, world: World) => Next;

export function perform(action: Action, model: ScreenModel, world: World): Next {
  const { overlay } = model.ui;
  if (isPanel(overlay) && isPanelAction(action)) return tellPanel(overlay, { kind: 'do', action }, model);
  if (!isScreenAction(action)) return model;
  const next = STEPS[action](model, world);
  const isOther = next.feed.entries[next.feed.cursor]?.row.id !== model.feed.entries[model.feed.cursor]?.row.id;
  return isOther ? { ...next, ui: { ...next.ui, scroll: 0 } } : next;
}

/** Letters that mean no command: text for the panel that is open. */
export function write(text: string, model: ScreenModel): Next {
  const { overlay } = model.ui;
  return isPanel(overlay) ? tellPanel(overlay, { kind: 'type', text }, model) : model;
}

function isPanelAction(action: Action): action is PanelAction {
  return PANEL_ACTIONS.some((name) => name === action);
}

function isScreenAction(action: Action): action is ScreenAction {
  return Object.hasOwn(STEPS, action);
}

function asking(ask: (model: ScreenModel) => Asked): Step {
  return (model) => ({ feed: model.feed, ...ask(model) });
}

const STEPS: Readonly<Record<ScreenAction, Step>> = {
  ...OVERSEEING_STEPS,
  ...INSPECTING_STEPS,
  up: (model, world) => travel(model, -1, world),
  down: (model, world) => travel(model, 1, world),
  'page-up': (model, world) => travel(model, -pageOf(model), world),
  'page-down': (model, world) => travel(model, pageOf(model), world),
  newest: (model, world) =>
    modeOf(model.ui) === 'list'
      ? { ui: model.ui, feed: follow(world.source, listHeight(model)) }
      : travel(model, -Infinity, world),
  oldest: (model, world) =>
    modeOf(model.ui) === 'list'
      ? { ui: model.ui, feed: toOldest(model.feed, world.source, listHeight(model)) }
      : travel(model, Infinity, world),
  // Who goes over to the detail wants to read it: what comes in meanwhile must not take its place.
  'switch-focus': ({ ui, feed }) => ({
    feed: pin(feed),
    ui: ui.isDetailFull
      ? { ...ui, isDetailFull: false, focus: 'list' }
      : { ...ui, focus: ui.focus === 'list' ? 'detail' : 'list' },
  }),
  open: ({ ui, feed }) => ({ feed: pin(feed), ui: { ...ui, isDetailFull: !ui.isDetailFull } }),
  back: ({ ui, feed }) => ({ feed, ui: back(ui) }),
  'tab-1': ({ ui, feed }) => ({ feed, ui: showTab(ui, 'summary') }),
  'tab-2': ({ ui, feed }) => ({ feed, ui: showTab(ui, 'body') }),
  'tab-3': ({ ui, feed }) => ({ feed, ui: showTab(ui, 'headers') }),
  'tab-4': ({ ui, feed }) => ({ feed, ui: showTab(ui, 'attempts') }),
  'tab-5': ({ ui, feed }) => ({ feed, ui: showTab(ui, 'answer') }),
  'tab-6': ({ ui, feed }) => ({ feed, ui: showTab(ui, 'diff') }),
  'tab-7': ({ ui, feed }) => ({ feed, ui: showTab(ui, 'record') }),
  'tab-left': ({ ui, feed }) => ({ feed, ui: showTab(ui, tabAt(TABS.indexOf(ui.tab) - 1)) }),
  'tab-right': ({ ui, feed }) => ({ feed, ui: showTab(ui, tabAt(TABS.indexOf(ui.tab) + 1)) }),
  help: ({ ui, feed }) => ({
    feed,
    ui: { ...ui, overlay: ui.overlay.kind === 'help' ? NO_OVERLAY : { kind: 'help', scroll: 0 } },
  }),
  repaint: ({ ui, feed }, world) => {
    world.repaint();
    return { ui, feed };
  },
  replay: asking(ASKS.replay),
  edit: asking(ASKS.edit),
  'open-faults': asking(ASKS['open-faults']),
  'open-trigger': asking(ASKS['open-trigger']),
  'open-fixture': asking(ASKS['open-fixture']),
  'open-filter': asking(ASKS['open-filter']),
  'open-policy': asking(ASKS['open-policy']),
  step: asking(ASKS.step),
  faster: asking(ASKS.faster),
  slower: asking(ASKS.slower),
  quit: ({ ui, feed, session }, world) => {
    const isWorthAsking = session.phase === 'ready' && session.counts.waiting > 0;
    if (!isWorthAsking) world.quit();
    return { feed, ui: { ...ui, overlay: isWorthAsking ? { kind: 'leaving' } : NO_OVERLAY } };
  },
  interrupt: ({ ui, feed }, world) => {
    world.interrupt();
    return { ui, feed };
  },
  yes: ({ ui, feed }, world) => {
    world.quit();
    return { feed, ui: { ...ui, overlay: NO_OVERLAY } };
  },
  no: ({ ui, feed }) => ({ feed, ui: { ...ui, overlay: NO_OVERLAY } }),
};

/** Up and down choose in the list and scroll elsewhere. */
function travel(model: ScreenModel, by: number, world: World): Next {
  const { ui, feed } = model;
  if (ui.overlay.kind === 'help') {
    const scroll = clampScroll(ui.overlay.scroll + by, helpHeight(model), bodyRows(model));
    return { feed, ui: { ...ui, overlay: { kind: 'help', scroll } } };
  }
  if (modeOf(ui) === 'list') {
    return { ui, feed: move(feed, by, { source: world.source, height: listHeight(model) }) };
  }
  if (model.body !== null) return { feed, ui: { ...ui, reading: readOn(model, by) } };
  return { feed, ui: { ...ui, scroll: clampScroll(ui.scroll + by, detailHeight(model), detailRows(model)) } };
}

function readOn({ ui, body, layout }: ScreenModel, by: number): Ui['reading'] {
  if (body === null || layout.kind === 'too-small') return ui.reading;
  return travelled(readingOf(ui.reading, body), body, { ...bodyRoom(body, layout, null), by });
}

/** From the sheet, from the detail; in the list there is only the filter left to leave. */
function back(ui: Ui): Ui {
  if (ui.overlay.kind === 'help') return { ...ui, overlay: NO_OVERLAY };
  if (ui.isDetailFull) return { ...ui, isDetailFull: false };
  return ui.focus === 'detail' ? { ...ui, focus: 'list' } : { ...ui, filter: null };
}

function showTab(ui: Ui, tab: Tab): Ui {
  return tab === ui.tab ? ui : { ...ui, tab, scroll: 0 };
}

function pageOf(model: ScreenModel): number {
  const mode = modeOf(model.ui);
  const height = mode === 'list' ? listHeight(model) : mode === 'detail' ? detailRows(model) : bodyRows(model);
  return Math.max(1, height - 1);
}

function listHeight({ layout }: ScreenModel): number {
  return layout.kind === 'regular' ? Math.max(1, layout.listRows) : 1;
}

function detailRows({ layout }: ScreenModel): number {
  return layout.kind === 'regular' ? layout.detailRows : 1;
}

function bodyRows({ layout }: ScreenModel): number {
  return layout.kind === 'regular' ? layout.bodyRows : 1;
}

function helpHeight(model: ScreenModel): number {
  return helpLines(situationBelow(model), model.columns).length;
}
