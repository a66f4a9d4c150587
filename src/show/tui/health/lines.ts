/**
 * The health of a session as lines: the way in with its round trips, handlers, strangers, API calls, history, and what
 * was noticed last. Times are given as times of day, so that nothing moves while nothing happens.
 */
import type { Instant } from '../../../core/instant.ts';
import type { SessionSnapshot, TargetView } from '../../../session/view.ts';
import { isDown, tunnelDownLine, tunnelPart } from '../../present/health.ts';
import { gapHead } from '../../present/gap.ts';
import { EMPTY_LINE, line, span, type Line } from '../../present/line.ts';
import { shortBytes } from '../../present/size.ts';
import { sparkline } from '../../present/sparkline.ts';
import { fullMillis, timeOfDay } from '../../present/time.ts';
import { padText, wrapText } from '../../present/width.ts';

const NAME = 11;
const NOTICES_SHOWN = 20;

export function healthLines(session: SessionSnapshot, width: number, now: Instant): readonly Line[] {
  const { counts, listenUrl, tunnel } = session;
  const reached = [...new Set([tunnel.shownUrl, listenUrl])].filter((url) => url !== null && url !== '').join(' → ');
  return [
    ...row('way in', [isDown(session) ? tunnelDownLine(tunnel, now) : tunnelPart(tunnel, false)]),
    ...row('', tripsLines(session, width)),
    ...row('', reached === '' ? [] : folded(reached, width)),
    ...row('handler', session.targets.length === 0 ? folded(NO_HANDLER, width) : session.targets.map(targetLine)),
    ...row('webhooks', folded(webhooksText(session), width)),
    ...row('strangers', folded(strangersText(counts.strangers), width)),
    ...row('API calls', folded(callsText(session), width)),
    ...row('gaps', gapsLines(session, width)),
    ...row('history', folded(historyText(session), width)),
    EMPTY_LINE,
    ...noticesLines(session, width),
  ];
}

const NO_HANDLER = 'none: calls are kept and answered 204. Give one with --forward 3000.';

function row(name: string, lines: readonly Line[]): readonly Line[] {
  return lines.map((one, index) => [span(` ${padText(index === 0 ? name : '', NAME)} `, 'dim'), ...one]);
}

function folded(text: string, width: number): readonly Line[] {
  return wrapText(span(text).text, width - NAME - 3).map((one) => line(one));
}

function tripsLines({ tunnel, shop }: SessionSnapshot, width: number): readonly Line[] {
  const { trips = [], provedAt = null } = tunnel;
  if (trips.length === 0)
    return tunnel.provider === 'none' ? folded(shop.isSimulated ? NO_WAY_NEEDED : NO_WAY, width) : [];
  const room = Math.max(8, Math.min(60, width - NAME - 4));
  const shown = trips.slice(-room);
  const [low, high] = [Math.min(...shown), Math.max(...shown)];
  const range = shown.length === 1 ? '' : `, ${fullMillis(low)} to ${fullMillis(high)} in the last ${shown.length}`;
  return [
    line(sparkline(shown, room), 'accent'),
    ...folded(`last proved ${provedAt === null ? 'never' : timeOfDay(provedAt)}${range}`, width),
  ];
}

const NO_WAY = 'no tunnel: the shop has to reach this address by itself';
const NO_WAY_NEEDED = 'no tunnel is needed: the simulated shop is part of this program';

const STATES: Readonly<Record<TargetView['health'], Line>> = {
  up: [span('●', 'good')],
  down: [span('○', 'warning')],
  unknown: [span('·', 'dim')],
};

function targetLine({ url, health, since, pattern }: TargetView): Line {
  const when = since === null ? '' : ` since ${timeOfDay(since)}`;
  const state = health === 'unknown' ? 'not known yet' : `${health}${when}`;
  return [
    ...STATES[health],
    span(` ${state}  `, health === 'down' ? 'warning' : 'plain'),
    span(`${url}${pattern === '*' ? '' : ` for ${pattern}`}`),
  ];
}

function webhooksText({ webhooks }: SessionSnapshot): string {
  const off = webhooks.filter(({ active }) => !active).length;
  return `${webhooks.length} of this session${off === 0 ? ', all active' : `, ${off} of them off`}; w lists the shop's`;
}

function strangersText(count: number): string {
  if (count === 0) return 'none: every call knew its secret path';
  return `${count} turned away: they did not know the secret path`;
}

function callsText({ shop }: SessionSnapshot): string {
  if (shop.isSimulated) return 'free at the simulated shop';
  if (shop.callsLeft === null) return 'the shop has not said how many are left';
  return `${shop.callsLeft} left; one is kept for removing our webhooks at the end`;
}

/** Nothing where there was none. */
function gapsLines({ gaps }: SessionSnapshot, width: number): readonly Line[] {
  const latest = gaps?.gaps.at(-1);
  if (latest === undefined) return [];
  const { from, until, verdict } = latest;
  return [
    gapHead({ from, until, verdict: verdict?.kind ?? null }),
    ...folded('c lists what changed since, and plays it', width),
  ];
}

function historyText({ historySize, counts }: SessionSnapshot): string {
  const here = `${counts.deliveries} came in this session`;
  if (historySize === undefined) return here;
  const { deliveries, bytes, at } = historySize;
  return `${deliveries} deliveries, ${shortBytes(bytes)} at ${timeOfDay(at)}; ${here}`;
}

function noticesLines({ notices }: SessionSnapshot, width: number): readonly Line[] {
  if (notices.length === 0) return [line(' No notices so far.', 'dim')];
  const shown = notices.slice(-NOTICES_SHOWN).toReversed();
  return [
    line(' NOTICES', 'dim'),
    ...shown.flatMap(({ at, level, text }) =>
      wrapText(span(text).text, width - 13).map((one, index): Line => [
        index > 0
          ? span(' '.repeat(12))
          : span(level === 'info' ? ' · ' : ' ⚠ ', level === 'info' ? 'plain' : 'warning'),
        ...(index > 0 ? [] : [span(`${timeOfDay(at)} `, 'dim')]),
        span(one),
      ]),
    ),
  ];
}
