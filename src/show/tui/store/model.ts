/**
 * All that is on the screen at one moment, immutable: what the session says, the rows held, and what the user has open.
 */
import type { Instant } from '../../../core/instant.ts';
import type { SessionSnapshot } from '../../../session/view.ts';
import type { DeliveryDetail } from '../../../store/row.ts';
import { isTicking } from '../../present/verdict.ts';
import { detailLines } from '../detail/lines.ts';
import type { Tab } from '../detail/tabs.ts';
import type { Mode, Situation } from '../keys.ts';
import type { Layout } from '../layout.ts';
import type { Theme } from '../../present/theme.ts';
import { visibleRows, type Feed } from './feed.ts';

export interface Ui {
  readonly focus: 'list' | 'detail';
  readonly tab: Tab;
  /** The detail has the full height; the list is hidden. */
  readonly isDetailFull: boolean;
  readonly scroll: number;
  readonly overlay: 'none' | 'help' | 'leaving';
  readonly helpScroll: number;
  /** What the last key had to say; gone with the next. */
  readonly message: string | null;
}

export const FIRST_UI: Ui = {
  focus: 'list',
  tab: 'summary',
  isDetailFull: false,
  scroll: 0,
  overlay: 'none',
  helpScroll: 0,
  message: null,
};

export interface ScreenModel {
  readonly session: SessionSnapshot;
  readonly layout: Layout | { readonly kind: 'too-small' };
  readonly columns: number;
  readonly feed: Feed;
  readonly detail: DeliveryDetail | null;
  readonly ui: Ui;
  /** What start or end has come through, the one at work last. */
  readonly steps: readonly string[];
  readonly now: Instant;
}

/** The model while the window is large enough. */
export interface RegularModel extends ScreenModel {
  readonly layout: Layout;
}

/** What every view takes. */
export interface ViewProps {
  readonly model: RegularModel;
  readonly theme: Theme;
}

export function isListInView({ session, ui, feed }: ScreenModel): boolean {
  return session.phase === 'ready' && ui.overlay === 'none' && !ui.isDetailFull && feed.entries.length > 0;
}

export function modeOf({ overlay, isDetailFull, focus }: Ui): Mode {
  if (overlay !== 'none') return overlay;
  return isDetailFull ? 'detail' : focus;
}

export function situationOf({ ui, feed, session }: ScreenModel): Situation {
  const isReady = session.phase === 'ready';
  const isLeaving = session.phase === 'ending' || session.phase === 'ended';
  return { mode: modeOf(ui), hasRows: isReady && feed.entries.length > 0, isLeaving };
}

/** Cells for the text of the detail, a margin on both sides. */
export function detailWidth(layout: Layout): number {
  return layout.width - 2;
}

export function detailHeight(model: ScreenModel): number {
  if (model.detail === null || model.layout.kind === 'too-small') return 0;
  return detailLines(model.detail, model.ui.tab, { width: detailWidth(model.layout), now: model.now }).length;
}

/** Whether something on the screen changes with the seconds: a countdown, a call in flight, a dead tunnel. */
export function needsTick({ session, feed, layout, now }: ScreenModel): boolean {
  if (session.tunnel.state === 'down') return true;
  const height = layout.kind === 'regular' ? Math.max(1, layout.listRows) : 0;
  return visibleRows(feed, height).some((row) => isTicking(row, now));
}
