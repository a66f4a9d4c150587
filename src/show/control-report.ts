/**
 * What a running session says of itself, for people: its state, and its faults.
 */
import { timeOfDay } from './present/time.ts';
import { line, span, type Line } from './present/line.ts';
import { padText } from './present/width.ts';
import { counted } from './words.ts';
import type { FaultState, StateLine } from '../session/control/lines.ts';

/** `slow  delay=1100-1500  3 of 12 answers spoiled, the last Orders.create 9000211 at 14:32:10`. `at`: of the state. */
export function faultLines(faults: readonly FaultState[], at: string): readonly Line[] {
  const width = Math.max(0, ...faults.map(({ label }) => label.length));
  return faults.map((fault) => [
    span(padText(span(fault.label).text, Math.min(40, width)), fault.over ? 'dim' : 'accent'),
    span(fault.label === fault.spec ? '' : `  ${fault.spec}`),
    span(
      `  ${fault.spoiled} of ${counted(fault.matched, 'answer', 'answers')} spoiled${lastWords(fault)}${endWords(fault, at)}`,
      'dim',
    ),
  ]);
}

/** Sessions of another version do not tell. */
function lastWords({ last = null }: Partial<FaultState>): string {
  return last === null ? '' : `, the last ${`${last.event} ${last.key}`.trim()} at ${timeOfDay(Date.parse(last.at))}`;
}

function endWords({ over, endsAt }: FaultState, at: string): string {
  const isPast = endsAt !== null && Date.parse(endsAt) <= Date.parse(at);
  if (over) return isPast ? `, its time was up at ${timeOfDay(Date.parse(endsAt))}` : ', used up';
  return endsAt === null ? '' : `, until ${timeOfDay(Date.parse(endsAt))}`;
}

/** A few lines: who, where, how it answers, what came. */
export function stateLines(state: StateLine): readonly Line[] {
  const { counts } = state;
  const speed = state.speed === null || state.speed === 1 ? '' : `, speed ${state.speed}`;
  const handlers = state.handlers.map(
    ({ url, event, health }) => `${event === '*' ? '' : `${event} `}${url} (${health})`,
  );
  return [
    [
      span(`session ${state.session}`, 'strong'),
      span(` ${state.phase}, process ${state.pid}, shop ${state.shop}${speed}`),
    ],
    line(
      `  ${state.publicUrl ?? state.listen ?? 'not reachable yet'}, tunnel ${state.tunnel.state}, ${counted(state.webhooks.length, 'webhook', 'webhooks')}`,
    ),
    line(
      `  answers by ${state.policy}, rules ${state.rules}, ${handlers.length === 0 ? 'no handler' : handlers.join(', ')}`,
    ),
    line(
      `  ${counted(counts.deliveries, 'delivery', 'deliveries')} in ${counted(counts.attempts, 'attempt', 'attempts')}: ${counts.delivered} delivered, ${counts.repeats} repeats, ${counts.timedOut} timed-out; ${counts.waiting} waiting`,
    ),
    ...faultLines(state.faults, state.at).map((one): Line => [span('  '), ...one]),
  ];
}
