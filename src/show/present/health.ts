/**
 * The health of the way in, as parts for the first line of a screen: the tunnel, the shop, the calls left, the clock.
 * A dead tunnel is one sentence instead.
 */
import type { Instant } from '../../core/instant.ts';
import type { SessionSnapshot, TunnelView } from '../../session/view.ts';
import { span, type Line } from './line.ts';
import { elapsed, fullMillis } from './time.ts';

const PROVIDER_WORDS: Readonly<Record<TunnelView['provider'], string>> = {
  localtunnel: 'tunnel',
  cloudflared: 'cloudflared',
  ngrok: 'ngrok',
  none: 'local',
  'public-url': 'public address',
};

export function isDown({ tunnel }: SessionSnapshot): boolean {
  return tunnel.state === 'down';
}

/** `● tunnel 84 ms`; without the word where there is little room. */
export function tunnelPart(tunnel: TunnelView, isShort: boolean): Line {
  const isOpen = tunnel.state === 'open';
  const time = tunnel.ms === null ? '' : fullMillis(tunnel.ms);
  const word = isShort && time !== '' ? '' : PROVIDER_WORDS[tunnel.provider];
  const state = isOpen ? time : 'opening';
  return [span(isOpen ? '●' : '○', isOpen ? 'good' : 'warning'), span(` ${[word, state].filter(Boolean).join(' ')}`)];
}

/** `○ tunnel down 12 s, trying again in 3 s, for the same address first; webhooks follow a new one`. */
export function tunnelDownLine(tunnel: TunnelView, now: Instant): Line {
  const since = tunnel.downSince === null ? '' : ` ${elapsed(now - tunnel.downSince)}`;
  const next = tunnel.nextTryAt === null ? 'trying again' : `trying again in ${secondsUntil(tunnel.nextTryAt, now)} s`;
  const word = PROVIDER_WORDS[tunnel.provider];
  return [span('○', 'warning'), span(` ${word} down${since}, ${next}${AFTERWARDS[tunnel.provider]}`, 'strong')];
}

/** What becomes of the webhooks: only an address of the user's own is sure to stay. */
const AFTERWARDS: Readonly<Record<TunnelView['provider'], string>> = {
  localtunnel: ', for the same address first; webhooks follow a new one',
  cloudflared: ', webhooks follow a new address',
  ngrok: ', webhooks follow a new address',
  'public-url': ', webhooks keep their address',
  none: '',
};

function secondsUntil(at: Instant, now: Instant): number {
  return Math.max(0, Math.ceil((at - now) / 1000));
}

export function shopPart({ shop }: SessionSnapshot, isShort: boolean): Line {
  if (shop.isSimulated) return [span(isShort ? 'simulated' : 'simulated shop')];
  return [span(isShort ? shop.name : `shop ${shop.name}`)];
}

/** Nothing for the simulated shop, whose calls are free. */
export function callsLeftPart({ shop }: SessionSnapshot, isShort: boolean): Line {
  if (shop.isSimulated) return [];
  return [
    span(`calls${isShort ? '' : ' left'} ${shop.callsLeft ?? '?'}`, (shop.callsLeft ?? 99) < 5 ? 'warning' : 'plain'),
  ];
}

/** Only where the simulated shop's waits pass faster than ours. */
export function speedPart({ clock }: SessionSnapshot): Line {
  if (clock.speed === null || clock.speed === 1) return [];
  return [span(`clock ${typeof clock.speed === 'number' ? `${clock.speed}x` : clock.speed}`, 'accent')];
}
