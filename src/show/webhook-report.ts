/**
 * The shop's webhooks and events for people: one line each.
 */
import { isoUtc } from '../core/instant.ts';
import type { CallMark } from '../core/webhook.ts';
import type { ShopEvent, ShopWebhook } from '../register/api-shapes.ts';
import type { Cleaning, FoundWebhook } from '../register/clean.ts';
import { line, span, type Line } from './present/line.ts';
import { padText } from './present/width.ts';

/** `shownUrl` is masked already: the URL of a webhook may hold credentials. */
export function webhookLines(webhook: ShopWebhook, shownUrl: string): readonly Line[] {
  const { id, event, active, name, lastSuccess, lastError } = webhook;
  const marks = [markText('last success', lastSuccess), markText('last error', lastError)].filter(
    (text) => text !== '',
  );
  return [
    [
      span(`${padText(String(id), 8)}  `, 'dim'),
      span(`${padText(span(event).text, 21)}  `, 'strong'),
      active ? span('active    ', 'good') : span('inactive  ', 'warning'),
      span(shownUrl),
    ],
    [span(`${' '.repeat(10)}${[name, ...marks].join(', ')}`, 'dim')],
  ];
}

function markText(label: string, mark: CallMark | null): string {
  if (mark === null) return '';
  return `${label} ${isoUtc(mark.at)}${mark.status === null ? '' : ` (${mark.status})`}`;
}

export function shopEventLine({ name, isAllowed, isCatalogued }: ShopEvent): Line {
  return [
    span(`${padText(span(name).text, 24)}  `, 'strong'),
    isAllowed ? span('allowed', 'good') : span('not allowed for this API user', 'warning'),
    span(isCatalogued ? '' : ', not known to upgates-dev', 'dim'),
  ];
}

/** One webhook that `clean` found, and what became of it. */
export function foundLine({ id, event, shownUrl }: FoundWebhook, state: 'found' | 'deleted' | 'left'): Line {
  return [
    span(`${padText(String(id), 8)}  `, 'dim'),
    span(`${padText(span(event).text, 21)}  `, 'strong'),
    span(`${padText(WORDS[state], 14)}  `, state === 'left' ? 'warning' : 'good'),
    span(shownUrl),
  ];
}

/** One webhook that was to be deleted. */
export function goneLine(id: number, isGone: boolean): Line {
  return [
    span(`${padText(String(id), 8)}  `, 'dim'),
    span(isGone ? 'deleted' : 'still there', isGone ? 'good' : 'warning'),
  ];
}

const WORDS = { found: 'would go', deleted: 'removed', left: 'still there' } as const;

/** What `clean` says at its end. */
export function cleaningLines({ found, living, left }: Cleaning): readonly Line[] {
  const lines = [
    found.length === 0 ? 'Nothing of ended sessions of this machine is left at the shop.' : '',
    living.length === 0 ? '' : `${living.length} of sessions that still run; not touched.`,
    left.length === 0 ? '' : `${left.length} could not be removed. Try again later.`,
  ];
  return lines.filter((text) => text !== '').map((text) => line(text));
}
