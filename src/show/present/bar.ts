/**
 * The bar of one attempt: as wide as the limit of the rules, the handler's share in full blocks, the tunnel's and ours
 * in shaded ones. Past the limit it is full; the verdict says the rest.
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

/** `width` counts both edges. */
export function budgetBar(times: BarTimes, limit: Millis, width: number): Line {
  const inner = width - 2;
  const { handler, others } = cells(times, limit, inner);
  const rest = ' '.repeat(inner - handler - others);
  return [span(EDGE, 'dim'), span('█'.repeat(handler)), span('▒'.repeat(others), 'dim'), span(rest + EDGE, 'dim')];
}

interface Cells {
  readonly handler: number;
  readonly others: number;
}

function cells(times: BarTimes, limit: Millis, inner: number): Cells {
  if (times.shopMs === null && times.handler === null) return { handler: 0, others: 0 };
  const { handlerMs, total } = shares(times);
  const isOver = total >= limit || (times.handler?.ms ?? 0) >= limit;
  const used = isOver ? inner : atLeastOne(total, limit, inner);
  const others = Math.round((Math.min(used, inner) * Math.max(0, total - handlerMs)) / Math.max(1, total));
  const handler = used - others;
  return handler === 0 && handlerMs > 0 && used > 0 ? { handler: 1, others: used - 1 } : { handler, others };
}

/** The handler's part of the time until the shop had its answer; what it took after our answer is not in the bar. */
function shares({ handler, answer, shopMs }: BarTimes): { readonly handlerMs: Millis; readonly total: Millis } {
  const total = shopMs ?? handler?.ms ?? 0;
  return { handlerMs: Math.min(handler?.ms ?? 0, answer?.ms ?? total, total), total };
}

function atLeastOne(ms: Millis, limit: Millis, inner: number): number {
  return ms <= 0 ? 0 : Math.min(inner, Math.max(1, Math.round((ms * inner) / limit)));
}
