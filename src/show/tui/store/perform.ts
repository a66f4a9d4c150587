/**
 * What each action does to what the user has open, as a table. In: the model at the moment of the key. Out: the next feed
 * and ui; questions to the session are asked through `World`.
 */
import { clampScroll } from './window.ts';
import { TABS, tabAt, type Tab } from '../detail/tabs.ts';
import { helpLines } from '../help/lines.ts';
import type { Action } from '../keys.ts';
import { follow, move, pin, toOldest, type Feed, type FeedSource } from './feed.ts';
import { detailHeight, modeOf, situationOf, type ScreenModel, type Ui } from './model.ts';

export interface World {
  readonly source: FeedSource;
  quit(): void;
  interrupt(): void;
  repaint(): void;
}

export interface Next {
  readonly ui: Ui;
  readonly feed: Feed;
}

type Step = (model: ScreenModel, world: World) => Next;

export function perform(action: Action, model: ScreenModel, world: World): Next {
  const next = STEPS[action](model, world);
  const isOther = next.feed.entries[next.feed.cursor]?.row.id !== model.feed.entries[model.feed.cursor]?.row.id;
  return isOther ? { ...next, ui: { ...next.ui, scroll: 0 } } : next;
}

const STEPS: Readonly<Record<Action, Step>> = {
  up: (model, world) => travel(model, -1, world),
  down: (model, world) => travel(model, 1, world),
  'page-up': (model, world) => travel(model, -pageOf(model), world),
  'page-down': (model, world) => travel(model, pageOf(model), world),
  newest: (model, world) =>
    modeOf(model.ui) === 'list'
      ? { ui: model.ui, feed: follow(world.source, listHeight(model)) }
      : travel(model, -Number.MAX_SAFE_INTEGER, world),
  oldest: (model, world) =>
    modeOf(model.ui) === 'list'
      ? { ui: model.ui, feed: toOldest(model.feed, world.source, listHeight(model)) }
      : travel(model, Number.MAX_SAFE_INTEGER, world),
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
  'tab-left': ({ ui, feed }) => ({ feed, ui: showTab(ui, tabAt(TABS.indexOf(ui.tab) - 1)) }),
  'tab-right': ({ ui, feed }) => ({ feed, ui: showTab(ui, tabAt(TABS.indexOf(ui.tab) + 1)) }),
  help: ({ ui, feed }) => ({
    feed,
    ui: { ...ui, overlay: ui.overlay === 'help' ? 'none' : 'help', helpScroll: 0 },
  }),
  repaint: ({ ui, feed }, world) => {
    world.repaint();
    return { ui, feed };
  },
  quit: ({ ui, feed, session }, world) => {
    const isWorthAsking = session.phase === 'ready' && session.counts.waiting > 0;
    if (!isWorthAsking) world.quit();
    return { feed, ui: { ...ui, overlay: isWorthAsking ? 'leaving' : 'none' } };
  },
  interrupt: ({ ui, feed }, world) => {
    world.interrupt();
    return { ui, feed };
  },
  yes: ({ ui, feed }, world) => {
    world.quit();
    return { feed, ui: { ...ui, overlay: 'none' } };
  },
  no: ({ ui, feed }) => ({ feed, ui: { ...ui, overlay: 'none' } }),
};

/** Up and down choose in the list and scroll elsewhere. */
function travel(model: ScreenModel, by: number, world: World): Next {
  const { ui, feed } = model;
  switch (modeOf(ui)) {
    case 'list':
      return { ui, feed: move(feed, by, { source: world.source, height: listHeight(model) }) };
    case 'detail':
      return { feed, ui: { ...ui, scroll: clampScroll(ui.scroll + by, detailHeight(model), detailRows(model)) } };
    case 'help':
      return { feed, ui: { ...ui, helpScroll: clampScroll(ui.helpScroll + by, helpHeight(model), bodyRows(model)) } };
    case 'leaving':
      return { ui, feed };
  }
}

function back(ui: Ui): Ui {
  if (ui.overlay === 'help') return { ...ui, overlay: 'none' };
  return ui.isDetailFull ? { ...ui, isDetailFull: false } : { ...ui, focus: 'list' };
}

function showTab(ui: Ui, tab: Tab): Ui {
  return tab === ui.tab ? ui : { ...ui, tab, scroll: 0 };
}

function pageOf(model: ScreenModel): number {
  const heights = { list: listHeight(model), detail: detailRows(model), help: bodyRows(model), leaving: 1 };
  return Math.max(1, heights[modeOf(model.ui)] - 1);
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
  return helpLines(situationOf(model)).length;
}
