/**
 * The store behind the screen: takes what the session tells and what the user presses, and holds one immutable model.
 * Changes of the session are gathered into beats; a key is answered at once. React reads it with `useSyncExternalStore`.
 */
import { MINUTE, SECOND, type Instant, type Millis } from '../../../core/instant.ts';
import type { SessionView } from '../../../session/view.ts';
import { PENDING_AFTER } from '../../present/verdict.ts';
import type { KeyName } from '../key-names.ts';
import { pressed } from '../keys.ts';
import { layoutFor } from '../layout.ts';
import type { Size } from '../screen/painter.ts';
import { createBeat } from './beat.ts';
import { createDetailCache } from './detail-cache.ts';
import { chosenRow, EMPTY_FEED, refresh, visibleRows } from './feed.ts';
import { FIRST_UI, needsTick, situationOf, type ScreenModel } from './model.ts';
import { perform, type Next, type World } from './perform.ts';
import { createSteps } from './steps.ts';

export interface ScreenStore {
  readonly subscribe: (listener: () => void) => () => void;
  readonly model: () => ScreenModel;
  readonly press: (key: KeyName) => void;
  /** The window has changed. */
  readonly resized: () => void;
  readonly stop: () => void;
}

export interface StoreOptions {
  readonly session: SessionView;
  readonly size: () => Size;
  readonly now: () => Instant;
  readonly onInterrupt: () => void;
  readonly repaint: () => void;
}

export function createScreenStore(options: StoreOptions): ScreenStore {
  const { session } = options;
  const listeners = new Set<() => void>();
  const { build, note } = createBuilder(options);
  const world: World = {
    source: session,
    quit: () => void session.ask({ kind: 'quit' }),
    interrupt: options.onInterrupt,
    repaint: options.repaint,
  };
  let model = build({ ui: FIRST_UI, feed: EMPTY_FEED });

  const show = (next: Next): void => {
    model = build(next);
    beat.wakeAfter(untilNextChange(model));
    for (const listener of listeners) listener();
  };
  const beat = createBeat(() => show({ ui: model.ui, feed: upToDate(model, session) }));
  const unsubscribe = session.subscribe(() => {
    note(session.snapshot());
    beat.touch();
  });
  beat.touch();

  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    model: () => model,
    // What a key decides is decided on the session as it is now, not as it was drawn.
    press: (key) => show(pressKey(key, { ...model, session: session.snapshot() }, world)),
    resized: () => {
      show({ ui: model.ui, feed: model.feed });
      show({ ui: model.ui, feed: upToDate(model, session) });
    },
    stop: () => {
      unsubscribe();
      beat.stop();
    },
  };
}

interface Builder {
  readonly build: (next: Next) => ScreenModel;
  /** A snapshot that is not drawn, but whose step counts. */
  readonly note: (snapshot: ScreenModel['session']) => void;
}

function createBuilder({ session, size, now }: StoreOptions): Builder {
  const steps = createSteps();
  const detailOf = createDetailCache(session);
  const build: Builder['build'] = ({ ui, feed }) => {
    const snapshot = session.snapshot();
    const { columns, rows } = size();
    const hasNotice = snapshot.notices.length > 0 || ui.message !== null;
    const layout = layoutFor({ size: { columns, rows }, isDetailFull: ui.isDetailFull, hasNotice });
    const detail = attempt(() => detailOf(chosenRow(feed)), null);
    return { session: snapshot, layout, columns, feed, detail, ui, steps: steps(snapshot), now: now() };
  };
  return { build, note: (snapshot) => void steps(snapshot) };
}

function pressKey(key: KeyName, model: ScreenModel, world: World): Next {
  const ui = { ...model.ui, message: null };
  const found = pressed(key, situationOf(model));
  switch (found.kind) {
    case 'unknown':
      return { ui, feed: model.feed };
    case 'disabled':
      return { ui: { ...ui, message: found.why }, feed: model.feed };
    case 'action':
      return attempt(() => perform(found.action, { ...model, ui }, world), { ui, feed: model.feed });
  }
}

function upToDate({ feed, layout }: ScreenModel, session: SessionView): Next['feed'] {
  const height = layout.kind === 'regular' ? layout.listRows : 0;
  return attempt(() => refresh(feed, session, height), feed);
}

/** History that cannot be read, as at the end of a session, leaves the screen as it is; the session tells the trouble. */
function attempt<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

/** Until the sign of waiting is due, until the next second where something counts, else until the clock's next minute. */
function untilNextChange(model: ScreenModel): Millis {
  const { feed, layout, now } = model;
  const height = layout.kind === 'regular' ? Math.max(1, layout.listRows) : 0;
  const young = visibleRows(feed, height)
    .filter(({ state }) => state === 'open')
    .map(({ lastAttemptAt }) => lastAttemptAt + PENDING_AFTER - now)
    .filter((left) => left > 0);
  if (young.length > 0) return Math.min(...young);
  return needsTick(model) ? SECOND : MINUTE - (now % MINUTE);
}
