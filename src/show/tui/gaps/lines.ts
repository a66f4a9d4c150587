/**
 * The panel of what may have been missed, as lines: the gaps and what the shop's last calls tell, what listing costs, and
 * below what was listed.
 */
import type { GapView, ListingView, MissedView } from '../../../session/gaps/view.ts';
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

/** With fewer rows what was listed is worth more than the words of the gap. */
const ROOMY = 16;

export function gapsLines(panel: GapsPanel, session: SessionSnapshot, { width, rows }: GapsLook): readonly Line[] {
  const { gaps } = session;
  if (gaps === undefined) return [];
  const changes = gaps.listing?.missed ?? [];
  const hasWords = rows >= ROOMY || gaps.listing === null;
  const heads = gaps.gaps.slice(-GAPS_SHOWN).map(headLine);
  const words = hasWords ? [...folded(gaps.gaps.at(-1)?.text ?? '', width), EMPTY_LINE] : [];
  const about = listTexts(session, hasWords).flatMap((text) => folded(text, width));
  const height = Math.max(1, rows - heads.length - words.length - about.length);
  const { cursor } = panel;
  const { from, to } = windowFor({ total: changes.length, cursor, height, from: cursor - height + 2 });
  const shown = changes.slice(from, to).map((change, index) => changeLine(change, from + index === cursor, panel));
  return [...heads, ...words, ...about, ...shown];
}

function headLine({ from, until, verdict }: GapView): Line {
  return [span(' '), ...gapHead({ from, until, verdict: verdict?.kind ?? null })];
}

function folded(text: string, width: number): readonly Line[] {
  return wrapText(span(` ${text}`).text, width - 1, 1).map((one) => line(one));
}

/** In full, or what matters most of it; each on a line of its own. */
function listTexts(session: SessionSnapshot, isFull: boolean): readonly string[] {
  const { lists = [], blind = '', listing = null } = session.gaps ?? {};
  const again = listing === null ? 'what has changed since' : listing.isCut ? 'a page more of each' : 'anew';
  const price = lists.length === 0 ? '' : `l lists ${again} (${priceText(session)}).`;
  const more = isFull ? [...(listing?.remarks ?? []), howText(session)] : [];
  const texts = listing === null ? [price, blind] : [foundText(listing), ...more, price];
  return texts.filter((text) => text !== '');
}

function foundText({ missed, known }: ListingView): string {
  const found = missed.length === 0 ? 'Nothing that is listed is missing' : `${missed.length} never came here`;
  return `${found}${known === 0 ? '' : `, ${known} ${known === 1 ? 'other' : 'others'} did`}.`;
}

function howText({ gaps, targets }: SessionSnapshot): string {
  const isLeft = gaps?.listing?.missed.some(({ isPlayed }) => !isPlayed) ?? false;
  const target = targets.length === 1 ? (targets[0]?.url ?? 'the handler') : 'the handlers';
  return isLeft ? `Enter plays those with ● to ${target}.` : '';
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
