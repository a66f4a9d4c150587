/**
 * The store behind the screen: takes what the session tells and what the user presses, and holds one immutable model.
 * Changes of the session are gathered into beats; a key is answered at once. React reads it with `useSyncExternalStore`.
 */
import { MINUTE, SECOND, type Instant, type Millis } from '../../../core/instant.ts';
import type { SessionSnapshot, SessionView } from '../../../session/view.ts';
import { PENDING_AFTER } from '../../present/verdict.ts';
import { noticeLines, noticeUntil } from '../footer/lines.ts';
import type { KeyName, Press } from '../key-names.ts';
import { pressed } from '../keys.ts';
import { layoutFor } from '../layout.ts';
import type { Chain } from '../list/lines.ts';
import type { Size } from '../screen/painter.ts';
import { createAsker, type Lender } from './asking.ts';
import { attempt } from './attempt.ts';
import { createBodyDesk, type BodyDesk } from './body-desk.ts';
import { textInView, withReading } from './body-view.ts';
import { createComparisonCache } from './comparison-cache.ts';
import { createSharer } from './sharer.ts';
import { createBeat } from './beat.ts';
import { createDetailCache, type DetailOf } from './detail-cache.ts';
import { chosenRow, EMPTY_FEED, sourceOf, visibleRows, type Feed } from './feed.ts';
import { createFetcher } from './fetching.ts';
import { withLesson } from './lessons.ts';
import { said } from './messages.ts';
import { FIRST_UI, needsTick, searchOf, situationOf, type Means, type ScreenModel, type Ui } from './model.ts';
import type { Next } from './next.ts';
import { isPanel, NO_OVERLAY } from './overlay.ts';
import { recordView } from '../record/record.ts';
import { perform, write, type World } from './perform.ts';
import { createSteps } from './steps.ts';
import { openForKey } from './too-small.ts';

export interface ScreenStore {
  readonly subscribe: (listener: () => void) => () => void;
  readonly model: () => ScreenModel;
  readonly press: (press: Press) => void;
  /** The window has changed. */
  readonly resized: () => void;
  readonly stop: () => void;
}

export interface StoreOptions extends Lender {
  readonly session: SessionView;
  readonly size: () => Size;
  readonly now: () => Instant;
  readonly means: Means;
  readonly onInterrupt: () => void;
  readonly repaint: () => void;
  readonly suspend: () => void;
  /** Hands bytes to the terminal's clipboard. */
  readonly copy: (bytes: Uint8Array) => void;
}

export function createScreenStore(options: StoreOptions): ScreenStore {
  const { session, now } = options;
  const drawn = createListeners();
  const desk = createBodyDesk(() => beat.touch());
  const { build, note } = createBuilder(options, { desk, underWay: () => asker.underWay() });
  const fetch = createFetcher(options, {
    onAnswer: () => show({ ui: model.ui, feed: fetch.upToDate(model) }),
    onProgress: () => beat.touch(),
  });
  const onChange = (message: Ui['message']): void =>
    show({ ui: { ...model.ui, message: message ?? model.ui.message }, feed: model.feed });
  const asker = createAsker({ ...options, onChange });
  const share = createSharer({ ...options, sharing: options.means.sharing, onChange });
  const show = ({ ui, feed, wish, share: shared }: Next): void => {
    model = build({ ui, feed });
    // With another filter the list is another one.
    if (model.ui.filter !== feed.filter) model = build({ ui, feed: fetch.upToDate(model) });
    beat.wakeAfter(untilNextChange(model, fetch.rest()));
    drawn.tell();
    if (wish !== undefined) asker.ask(wish);
    if (shared !== undefined) share(shared);
  };
  const beat = createBeat(() => {
    const feed = fetch.upToDate(model);
    show({ feed, ui: withLesson(model.ui, feed, { since: model.session.startedAt, now: now() }) });
  });
  const unsubscribe = session.subscribe(() => {
    note(session.snapshot());
    fetch.outdate();
    beat.touch();
  });
  let model: ScreenModel = build({ ui: FIRST_UI, feed: EMPTY_FEED });
  beat.touch();
  // What a key decides is decided on the session as it is now, not as it was drawn.
  const current = (): ScreenModel => ({ ...model, session: session.snapshot(), now: now() });
  return {
    subscribe: drawn.subscribe,
    model: () => model,
    press(press) {
      // The line is free now for what has been waiting for it.
      if (model.ui.message !== null) beat.touch();
      show(pressKey(press, current(), worldOf(options, model.feed)));
    },
    resized: () => {
      show({ ui: model.ui, feed: model.feed });
      show({ ui: model.ui, feed: fetch.upToDate(model) });
    },
    stop: () => [unsubscribe, beat.stop, fetch.stop, asker.stop, desk.stop].forEach((end) => end()),
  };
}

function createListeners(): Pick<ScreenStore, 'subscribe'> & { readonly tell: () => void } {
  const listeners = new Set<() => void>();
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tell: () => listeners.forEach((listener) => listener()),
  };
}

function worldOf({ session, onInterrupt, repaint, suspend }: StoreOptions, { filter }: Feed): World {
  const quit = (): void => void session.ask({ kind: 'quit' });
  return { source: sourceOf(session, filter), quit, interrupt: onInterrupt, repaint, suspend };
}

interface Builder {
  readonly build: (next: Next) => ScreenModel;
  /** A snapshot that is not drawn, but whose step counts. */
  readonly note: (snapshot: ScreenModel['session']) => void;
}

interface Helpers {
  readonly desk: BodyDesk;
  /** How much has been asked of the session and not been answered. */
  readonly underWay: () => number;
}

function createBuilder({ session, size, now, means }: StoreOptions, { desk, underWay }: Helpers): Builder {
  const steps = createSteps();
  const detailOf = createDetailCache(session);
  const chainOf = createDetailCache(session);
  const comparisonOf = createComparisonCache(session);
  const build: Builder['build'] = ({ ui: wanted, feed }) => {
    const at = now();
    const snapshot = asOf(session.snapshot(), at);
    const allowed = asItMayBe(wanted, snapshot.phase === 'ready', at);
    const { columns, rows } = size();
    const noticeRows = noticeLines(
      { notice: snapshot.notices.at(-1) ?? null, message: allowed.message },
      columns,
      at,
    ).length;
    const layout = layoutFor({ size: { columns, rows }, isDetailFull: allowed.isDetailFull, noticeRows });
    const detail = attempt(() => detailOf(chosenRow(feed)), null);
    const record = allowed.tab === 'record' && detail !== null ? recordView(detail, allowed.subject, snapshot) : null;
    const body = desk.open(detail && textInView(detail, allowed.tab, record), searchOf(allowed));
    const ui = body === null || layout.kind === 'too-small' ? allowed : withReading(allowed, body, layout);
    const comparison = ui.tab === 'diff' ? attempt(() => comparisonOf(detail), null) : null;
    const chain = attempt(() => unfoldedChain(chainOf, feed, ui.unfolded), null);
    const rest = { columns, feed, detail, body, record, comparison, chain, ui, means, now: at };
    return { session: snapshot, layout, steps: steps(snapshot), asking: underWay(), ...rest };
  };
  return { build, note: (snapshot) => void steps(snapshot) };
}

function unfoldedChain(detailOf: DetailOf, { entries }: Feed, id: string | null): Chain | null {
  const row = id === null ? undefined : entries.find((entry) => entry.row.id === id)?.row;
  const detail = row === undefined ? null : detailOf(row);
  return detail === null ? null : { id: detail.row.id, attempts: detail.attempts };
}

/** A fault whose time has run out since the session last told of it. */
function asOf(snapshot: SessionSnapshot, now: Instant): SessionSnapshot {
  const faults = snapshot.faults.map((fault) => ({
    ...fault,
    isOver: fault.isOver || (fault.endsAt !== null && now >= fault.endsAt),
  }));
  return { ...snapshot, faults };
}

/** Panels close when the session ends under them, and messages go when they are old. */
function asItMayBe(ui: Ui, isReady: boolean, now: Instant): Ui {
  const overlay = isPanel(ui.overlay) && !isReady ? NO_OVERLAY : ui.overlay;
  const message = ui.message !== null && now >= ui.message.until ? null : ui.message;
  return { ...ui, overlay, message };
}

function pressKey(press: Press, model: ScreenModel, world: World): Next {
  const open = model.layout.kind === 'too-small' ? openForKey(press, model.ui) : model.ui;
  if (open === null) return model;
  const fresh = { ...model, ui: { ...open, message: null } };
  const unchanged: Next = { ui: fresh.ui, feed: model.feed };
  if (press.kind === 'paste') return isTyping(model) ? write(press.text, fresh) : unchanged;
  return pressNamed(press.name, fresh, world) ?? unchanged;
}

function isTyping(model: ScreenModel): boolean {
  return pressed('x', situationOf(model)).kind === 'text';
}

function pressNamed(name: KeyName, model: ScreenModel, world: World): Next | null {
  const found = pressed(name, situationOf(model));
  switch (found.kind) {
    case 'unknown':
      return null;
    case 'disabled':
      return { ui: { ...model.ui, message: said(found.why, model.now) }, feed: model.feed };
    case 'text':
      return write(found.text, model);
    case 'action':
      return attempt(() => perform(found.action, model, world), null);
  }
}

/** Until the sign of waiting is due, until the next second where something counts, else until the clock's next minute. */
function untilNextChange(model: ScreenModel, rest: Millis): Millis {
  const { feed, layout, now, session, ui } = model;
  const height = layout.kind === 'regular' ? Math.max(1, layout.listRows) : 0;
  const young = visibleRows(feed, height)
    .filter(({ state }) => state === 'open')
    .map(({ lastAttemptAt }) => lastAttemptAt + PENDING_AFTER - now);
  const faults = session.faults.map(({ endsAt }) => (endsAt ?? now) - now);
  const notices = session.notices.slice(-1).map((notice) => noticeUntil(notice) - now);
  const waits = [...young, ...faults, ...notices, rest, (ui.message?.until ?? now) - now].filter((left) => left > 0);
  return Math.min(...waits, needsTick(model) ? SECOND : MINUTE - (now % MINUTE));
}
