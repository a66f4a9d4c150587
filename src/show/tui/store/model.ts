/**
 * All that is on the screen at one moment, immutable: what the session says, the rows held, and what the user has open.
 */
import type { Instant } from '../../../core/instant.ts';
import { matchesPattern } from '../../../core/pattern.ts';
import { whyNoSubject } from '../../../core/subject.ts';
import type { SessionSnapshot } from '../../../session/view.ts';
import type { DeliveryDetail } from '../../../store/row.ts';
import { isTicking } from '../../present/verdict.ts';
import type { Comparison } from '../detail/compare.ts';
import { detailLines, type DetailLook } from '../detail/lines.ts';
import { textRows } from '../detail/body/lines.ts';
import { FIRST_READING, type OpenBody, type Reading, type ReadingLook } from '../detail/body/reading.ts';
import type { Tab } from '../detail/tabs.ts';
import { healthLines } from '../health/lines.ts';
import type { Mode } from '../keys/binding.ts';
import type { Chain } from '../list/lines.ts';
import type { Situation } from '../keys.ts';
import type { Layout } from '../layout.ts';
import type { LessonName } from '../../present/lesson.ts';
import type { Theme } from '../../present/theme.ts';
import type { ChosenSubject, RecordView } from '../record/record.ts';
import type { Sharing } from '../share/share.ts';
import type { FaultsAtHand, PresetChoice } from '../faults/faults.ts';
import { textOf, type LineInput } from '../input/line-input.ts';
import type { Samples } from '../trigger/samples.ts';
import type { TriggerAtHand } from '../trigger/trigger.ts';
import { chosenRow, visibleRows, type Feed } from './feed.ts';
import { NO_OVERLAY, type Overlay } from './overlay.ts';

export interface Ui {
  readonly focus: 'list' | 'detail';
  readonly tab: Tab;
  /** The detail has the full height; the list is hidden. */
  readonly isDetailFull: boolean;
  readonly scroll: number;
  /** Where one is in the body. */
  readonly reading: Reading;
  /** What is searched for in bodies; empty: nothing. */
  readonly search: string;
  /** What the record is of, where a delivery speaks of several things. */
  readonly subject: ChosenSubject | null;
  readonly overlay: Overlay;
  /** What the list lets through; null: everything. */
  readonly filter: string | null;
  /** The delivery whose chain is unfolded in the list. */
  readonly unfolded: string | null;
  /** Kinds of failure that have explained themselves. */
  readonly lessons: readonly LessonName[];
  /** Faults of the user's own that stay in their panel while they are off. */
  readonly shelf: readonly string[];
  /** What the last key had to say, or the session answered; gone with the next key or after a while. */
  readonly message: Message | null;
}

export interface Message {
  readonly text: string;
  /** `refused`: the session would not, or could not. */
  readonly kind: 'said' | 'done' | 'refused';
  readonly until: Instant;
}

export const FIRST_UI: Ui = {
  focus: 'list',
  tab: 'summary',
  isDetailFull: false,
  scroll: 0,
  reading: FIRST_READING,
  search: '',
  subject: null,
  overlay: NO_OVERLAY,
  filter: null,
  unfolded: null,
  lessons: [],
  shelf: [],
  message: null,
};

/** What the screen is given once and for all, so that its panels need not know other folders. */
export interface Means {
  readonly presets: readonly PresetChoice[];
  readonly readFault: FaultsAtHand['readFault'];
  /** The user's editor, as a shell runs it; null: none is set. */
  readonly editor: string | null;
  readonly sharing: Sharing;
  readonly samples: Samples;
}

export interface ScreenModel {
  readonly session: SessionSnapshot;
  readonly layout: Layout | { readonly kind: 'too-small' };
  readonly columns: number;
  readonly feed: Feed;
  readonly detail: DeliveryDetail | null;
  /** The body, or the shop's record, while that is in view. */
  readonly body: OpenBody | null;
  /** What it speaks of and what the shop has told of that, while that is in view. */
  readonly record: RecordView | null;
  /** What came before it with the same key, while they are compared. */
  readonly comparison: Comparison | null;
  /** Of the unfolded delivery. */
  readonly chain: Chain | null;
  readonly ui: Ui;
  /** What start or end has come through, the one at work last. */
  readonly steps: readonly string[];
  /** How much the session has been asked for and has not answered yet. */
  readonly asking: number;
  readonly means: Means;
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

/** A list, or the room where it would stand but for the filter. */
export function hasList({ feed, ui }: ScreenModel): boolean {
  return feed.entries.length > 0 || ui.filter !== null || ui.overlay.kind === 'filter';
}

/** Panels that leave the list in view stand in place of the detail. */
export function isListInView(model: ScreenModel): boolean {
  const { session, ui } = model;
  const isOver = !['none', 'filter', 'fixture', 'policy', 'search', 'share', 'record'].includes(ui.overlay.kind);
  return session.phase === 'ready' && !isOver && !ui.isDetailFull && hasList(model);
}

export function modeOf({ overlay, isDetailFull, focus }: Ui): Mode {
  if (overlay.kind === 'webhooks') return MODES_OF_WEBHOOKS[overlay.stage.kind];
  if (overlay.kind === 'faults' && overlay.writing !== null) return 'spec';
  if (overlay.kind === 'trigger' && overlay.form !== null) return 'trigger-fields';
  if (overlay.kind !== 'none') return overlay.kind;
  return isDetailFull ? 'detail' : focus;
}

const MODES_OF_WEBHOOKS = { choosing: 'webhooks', deleting: 'webhook-deletion', making: 'webhook-event' } as const;

export function situationOf({ ui, feed, session, means, body }: ScreenModel): Situation {
  const { phase } = session;
  return {
    mode: modeOf(ui),
    hasRows: phase === 'ready' && feed.entries.length > 0,
    isStarting: phase === 'starting',
    isLeaving: phase === 'ending' || phase === 'ended',
    isSimulated: session.shop.isSimulated,
    hasHandler: session.targets.length > 0,
    hasEditor: means.editor !== null,
    hasBody: ui.tab === 'body' || body !== null,
    hasSearch: ui.search !== '' || (body !== null && body.document.problemAt() !== null),
    hasGap: (session.gaps?.gaps.length ?? 0) > 0,
    noSubject: whyNoSubject(chosenRow(feed)?.event ?? ''),
    isFiltered: ui.filter !== null,
  };
}

/** As it is without the sheet of keys that lies over it: what the sheet tells of. */
export function situationBelow(model: ScreenModel): Situation {
  return { ...situationOf(model), mode: modeOf({ ...model.ui, overlay: NO_OVERLAY }) };
}

export function faultsAtHand({ session, ui, means }: ScreenModel): FaultsAtHand {
  return { active: session.faults, presets: means.presets, shelf: ui.shelf, readFault: means.readFault };
}

export function triggerAtHand({ session, means }: ScreenModel): TriggerAtHand {
  return { samples: means.samples, isSentByShop: (event) => targetUrl(session, event) === null };
}

/** Where a call of an event goes; null: there is no handler for it. */
export function targetUrl({ targets }: Pick<SessionSnapshot, 'targets'>, event: string): string | null {
  return targets.find(({ pattern }) => matchesPattern(event, pattern))?.url ?? null;
}

/** How far the panel of health can scroll. */
export function healthScroll({ session, layout, now }: ScreenModel): number {
  if (layout.kind === 'too-small') return 0;
  return Math.max(0, healthLines(session, layout.width, now).length - layout.bodyRows);
}

/** Cells for the text of the detail, a margin on both sides. */
export function detailWidth(layout: Layout): number {
  return layout.width - 2;
}

/** Room for the text of a body. */
export function bodyRoom(body: OpenBody, layout: Layout, typing: LineInput | null): ReadingLook {
  return { width: detailWidth(layout), height: textRows(body, { rows: layout.detailRows, typing }) };
}

/** The search while it is typed counts already. */
export function searchOf({ overlay, search }: Ui): string {
  return overlay.kind === 'search' ? textOf(overlay.input) : search;
}

export function detailLook({ now, comparison, record, session }: ScreenModel, layout: Layout): DetailLook {
  const size = { width: detailWidth(layout), height: layout.detailRows };
  return { ...size, now, comparison, record, shop: session.shop };
}

export function detailHeight(model: ScreenModel): number {
  const { detail, layout, ui } = model;
  if (detail === null || layout.kind === 'too-small') return 0;
  return detailLines(detail, ui.tab, detailLook(model, layout)).length;
}

/** Whether something on the screen changes with the seconds: a countdown, a call in flight, a dead tunnel. */
export function needsTick({ session, feed, layout, now }: ScreenModel): boolean {
  if (session.tunnel.state === 'down') return true;
  const height = layout.kind === 'regular' ? Math.max(1, layout.listRows) : 0;
  return visibleRows(feed, height).some((row) => isTicking(row, now));
}
