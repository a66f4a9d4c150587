/**
 * The panel of webhooks as lines: what each act costs, the webhooks with their last good and bad call, and below what is
 * being typed or asked.
 */
import type { CallMark } from '../../../core/webhook.ts';
import type { SessionSnapshot } from '../../../session/view.ts';
import { EMPTY_LINE, line, span, type Line, type Span, type Tone } from '../../present/line.ts';
import { priceText } from '../../present/price.ts';
import { spread } from '../../present/segments.ts';
import { hourAndMinute, timeOfDay } from '../../present/time.ts';
import { padText, wrapText } from '../../present/width.ts';
import { WORDY_COLUMNS } from '../layout.ts';
import { inputLine } from '../input/lines.ts';
import { windowFor } from '../store/window.ts';
import { chosenIndex, knownWebhooks, type KnownWebhook, type WebhooksPanel } from './webhooks.ts';

export interface WebhooksLook {
  readonly width: number;
  readonly rows: number;
  /** For the day of a call. */
  readonly now: number;
}

export function webhooksLines(panel: WebhooksPanel, session: SessionSnapshot, look: WebhooksLook): readonly Line[] {
  const { width, rows } = look;
  const known = knownWebhooks(session);
  const head = wrapText(` ${headText(session, known)}`, width - 1, 1).map((text) => line(text));
  const below = belowLines(panel, session, width);
  const height = Math.max(1, rows - head.length - below.length);
  const cursor = chosenIndex(panel, known);
  const { from, to } = windowFor({ total: known.length, cursor, height, from: cursor - height + 2 });
  const isChoosing = panel.stage.kind === 'choosing';
  const shown = known
    .slice(from, to)
    .map((webhook, index) => webhookLine(webhook, isChoosing && from + index === cursor, look));
  return [...head, ...shown, ...below];
}

function headText(session: SessionSnapshot, known: readonly KnownWebhook[]): string {
  const { shopWebhooks = null } = session;
  if (shopWebhooks === null) {
    return `The ${known.length} of this session. r asks the shop for all and their last calls (${priceText(session.shop)}).`;
  }
  const ours = known.filter(({ owner }) => owner === 'ours').length;
  return `${known.length} at the shop at ${timeOfDay(shopWebhooks.at)}, ${ours} of this session. Every act: ${priceText(session.shop)}.`;
}

const OWNERS: Readonly<Record<KnownWebhook['owner'], readonly [string, Tone]>> = {
  ours: ['ours', 'strong'],
  session: ['other session', 'plain'],
  other: ['', 'plain'],
};

function webhookLine(webhook: KnownWebhook, isChosen: boolean, { width, now }: WebhooksLook): Line {
  const { id, event, active, owner, lastSuccess = null, lastError = null, name = '', shownUrl = '' } = webhook;
  const [ownerText, ownerTone] = OWNERS[owner];
  const front: Line = [
    span(isChosen ? ' ▶ ' : '   ', 'strong'),
    stateSpan(active, width),
    span(`${padText(span(event).text, 21)} `, isChosen ? 'strong' : 'plain'),
  ];
  return spread({
    left: [
      { line: front, keep: 9 },
      { line: [markSpan('✓', lastSuccess, now)], keep: 7 },
      { line: [markSpan('⚠', lastError, now)], keep: 8 },
      { line: ownerText === '' ? [span(span(name).text)] : [span(ownerText, ownerTone)], keep: 6 },
      { line: [span(`id ${id}`, 'dim')], keep: 3 },
      { line: shownUrl === '' ? [] : [span(shownUrl, 'dim')], keep: 2 },
    ],
    right: [],
    width: width - 1,
    gap: 1,
  });
}

function stateSpan(active: boolean, width: number): Span {
  const isShort = width < WORDY_COLUMNS;
  if (active) return span(isShort ? '● ' : '● active ', 'good');
  return span(isShort ? '○ ' : '○ off    ', 'warning');
}

/** `✓ 14:31 204`; as wide for none, so that what follows stands below each other. */
function markSpan(sign: '✓' | '⚠', mark: CallMark | null, now: number): Span {
  const text = mark === null ? `${sign} never` : `${sign} ${markText(mark, now)}`;
  return span(padText(text, MARK), mark === null ? 'dim' : sign === '✓' ? 'good' : 'repeat');
}

/** `✓ 14:31 none` has 12 cells. */
const MARK = 12;
const DAY = 86_400_000;

/** The time of day for what was today, else month and day. */
function markText({ at, status }: CallMark, now: number): string {
  const when = Math.abs(now - at) < DAY ? hourAndMinute(at) : new Date(at).toISOString().slice(5, 10);
  return `${when} ${status ?? 'none'}`;
}

function belowLines({ stage }: WebhooksPanel, session: SessionSnapshot, width: number): readonly Line[] {
  const wrapped = (text: string, tone: Tone = 'plain'): readonly Line[] =>
    wrapText(span(` ${text}`).text, width - 1, 1).map((one) => line(one, tone));
  switch (stage.kind) {
    case 'choosing':
      return [];
    case 'making':
      return [
        EMPTY_LINE,
        inputLine(stage.input, { label: ' event  ', width }),
        ...(stage.complaint === null ? [] : wrapped(stage.complaint, 'repeat')),
        ...wrapped(
          `A webhook of this session for one event, such as Orders.create; removed at the end (${priceText(session.shop)}).`,
          'dim',
        ),
      ];
    case 'deleting': {
      const webhook = knownWebhooks(session).find(({ id }) => id === stage.id);
      return [
        EMPTY_LINE,
        ...wrapped(deleteText(stage.id, webhook)),
        ...wrapped(`Delete it (${priceText(session.shop)})? y / n`, 'strong'),
      ];
    }
  }
}

function deleteText(id: number, webhook: KnownWebhook | undefined): string {
  if (webhook === undefined) return `Webhook ${id} is no longer known here.`;
  const { event, owner, name = '' } = webhook;
  const told = `${event} (id ${id})`;
  if (owner === 'ours') return `${told} is one of this session: no more of its calls will come here.`;
  if (owner === 'session') return `${told} belongs to another session of upgates-dev, which may still run.`;
  return `${told}${name === '' ? '' : `, "${name}",`} is not of upgates-dev: whoever relies on it gets no calls any more, and nothing brings it back.`;
}
