/**
 * The bar of one attempt: as wide as the limit of the rules, the handler's share in full blocks, ours in shaded ones, the
 * tunnel's in lighter ones. Past the limit it is full; the verdict says the rest.
 */
import type { Millis } from '../../core/instant.ts';
import type { Answer, HandlerOutcome } from '../../core/outcome.ts';
import { span, type Line } from './line.ts';

export interface BarTimes {
  readonly handler: HandlerOutcome | null;
  readonly answer: Answer | null;
  /** Our time plus the tunnel's; null while open. */
  readonly shopMs: Millis | null;
}

const EDGE = '▏';

/** What the parts of a bar mean, in their order. */
export const BAR_SIGNS = { handler: '█', us: '▒', tunnel: '░' } as const;

/** `width` counts both edges. */
export function budgetBar(times: BarTimes, limit: Millis, width: number): Line {
  const inner = width - 2;
  const { handler, us, tunnel } = cells(times, limit, inner);
  const rest = ' '.repeat(inner - handler - us - tunnel);
  return [
    span(EDGE, 'dim'),
    span(BAR_SIGNS.handler.repeat(handler)),
    span(BAR_SIGNS.us.repeat(us) + BAR_SIGNS.tunnel.repeat(tunnel), 'dim'),
    span(rest + EDGE, 'dim'),
  ];
}

interface Cells {
  readonly handler: number;
  readonly us: number;
  readonly tunnel: number;
}

function cells(times: BarTimes, limit: Millis, inner: number): Cells {
  if (times.shopMs === null && times.handler === null) return { handler: 0, us: 0, tunnel: 0 };
  const { handlerMs, ourMs, total } = shares(times);
  const isOver = total >= limit || (times.handler?.ms ?? 0) >= limit;
  const used = isOver ? inner : atLeastOne(total, limit, inner);
  const upTo = (ms: Millis): number => Math.round((used * ms) / Math.max(1, total));
  const handler = Math.max(upTo(handlerMs), Math.min(used, handlerMs > 0 ? 1 : 0));
  const us = Math.max(0, upTo(handlerMs + ourMs) - handler);
  return { handler, us, tunnel: used - handler - us };
}

interface Shares {
  readonly handlerMs: Millis;
  readonly ourMs: Millis;
  readonly total: Millis;
}

/** Of the time until the shop had its answer; what the handler took after our answer is not in the bar. */
function shares({ handler, answer, shopMs }: BarTimes): Shares {
  const total = shopMs ?? handler?.ms ?? 0;
  const answered = Math.min(answer?.ms ?? total, total);
  const handlerMs = Math.min(handler?.ms ?? 0, answered);
  return { handlerMs, ourMs: answered - handlerMs, total };
}

function atLeastOne(ms: Millis, limit: Millis, inner: number): number {
  return ms <= 0 ? 0 : Math.min(inner, Math.max(1, Math.round((ms * inner) / limit)));
}
