/**
 * The panel of what may have been missed, as lines: the gaps and what the shop's last calls tell, what listing costs, and
 * below what was listed.
 */
import type { GapView, MissedView } from '../../../session/gaps/view.ts';
import type { SessionSnapshot } from '../../../session/view.ts';
import { gapHead } from '../../present/gap.ts';
import { EMPTY_LINE, line, span, type Line } from '../../present/line.ts';
import { timeOfDay } from '../../present/time.ts';
import { padText, wrapText } from '../../present/width.ts';
import { windowFor } from '../store/window.ts';
import { isTaken, nextPages, type GapsPanel } from './gaps.ts';

export interface GapsLook {
  readonly width: number;
  readonly rows: number;
}

/** The latest ones; the newest last, with its words. */
const GAPS_SHOWN = 3;

export function gapsLines(panel: GapsPanel, session: SessionSnapshot, { width, rows }: GapsLook): readonly Line[] {
  const { gaps } = session;
  if (gaps === undefined) return [];
  const changes = gaps.listing?.missed ?? [];
  const head = [
    ...gaps.gaps.slice(-GAPS_SHOWN).flatMap((gap, index, all) => gapLines(gap, index === all.length - 1, width)),
    EMPTY_LINE,
  ];
  const about = folded(listText(session), width);
  const height = Math.max(1, rows - head.length - about.length);
  const { cursor } = panel;
  const { from, to } = windowFor({ total: changes.length, cursor, height, from: cursor - height + 2 });
  const shown = changes.slice(from, to).map((change, index) => changeLine(change, from + index === cursor, panel));
  return [...head, ...about, ...shown];
}

function gapLines({ from, until, verdict, text }: GapView, isLatest: boolean, width: number): readonly Line[] {
  const head: Line = [span(' '), ...gapHead({ from, until, verdict: verdict?.kind ?? null })];
  return isLatest ? [head, ...folded(text, width)] : [head];
}

function folded(text: string, width: number): readonly Line[] {
  return wrapText(span(` ${text}`).text, width - 1, 1).map((one) => line(one));
}

function listText(session: SessionSnapshot): string {
  const { lists = [], blind = '', listing = null } = session.gaps ?? {};
  const price = lists.length === 0 ? '' : `l lists what has changed since (${priceText(session)}).`;
  if (listing === null) return [price, blind].filter((text) => text !== '').join(' ');
  const { missed, known, remarks, at } = listing;
  const found = missed.length === 0 ? 'nothing is missing' : `${missed.length} never came here`;
  const came = known === 0 ? '' : `, ${known} ${known === 1 ? 'other' : 'others'} did`;
  const how = missed.some(({ isPlayed }) => !isPlayed) ? ` Enter plays those with ● to ${targetText(session)}.` : '';
  return [`Listed at ${timeOfDay(at)}: ${found}${came}.${how}`, ...remarks, blind]
    .filter((text) => text !== '')
    .join(' ');
}

/** `1 of 104 API calls left: orders`. */
function priceText({ gaps, shop }: SessionSnapshot): string {
  const { lists = [], listing = null } = gaps ?? {};
  if (shop.isSimulated) return 'free, the shop is simulated';
  const calls = lists.length * nextPages(listing);
  const price =
    shop.callsLeft === null
      ? `${calls} API ${calls === 1 ? 'call' : 'calls'}`
      : `${calls} of ${shop.callsLeft} API calls left`;
  return `${price}: ${lists.join(', ')}`;
}

function targetText({ targets }: SessionSnapshot): string {
  return targets.length === 1 ? (targets[0]?.url ?? 'the handler') : 'the handlers';
}

function changeLine(change: MissedView, isChosen: boolean, panel: GapsPanel): Line {
  const { event, key, changedAt, isPlayed } = change;
  const sign = isPlayed ? span('✓ ', 'good') : isTaken(change, panel) ? span('● ', 'accent') : span('○ ', 'dim');
  return [
    span(isChosen ? ' ▶ ' : '   ', 'strong'),
    sign,
    span(`${padText(changedAt === null ? '' : timeOfDay(changedAt), 8)}  `, 'dim'),
    span(`${padText(span(event).text, 18)}  `, isChosen ? 'strong' : 'plain'),
    span(span(key).text, isChosen ? 'strong' : 'plain'),
    span(isPlayed ? '  played' : '', 'dim'),
  ];
}
