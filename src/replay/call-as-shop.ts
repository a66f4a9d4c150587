/**
 * One call of ours as the shop makes it: it hangs up at its limit, whatever the handler is given elsewhere. A fault stands
 * between the two: the handler's answer is spoiled on its way to the shop, or the call never reaches the handler.
 */
import type { Millis } from '../core/instant.ts';
import { outcomeWithoutUs, type Answer, type HandlerResult, type HeaderList } from '../core/outcome.ts';
import type { Rules } from '../core/rules.ts';
import type { Chosen } from '../faults/fault.ts';
import type { FaultSet } from '../faults/fault-set.ts';
import { answerUnder } from '../faults/outcome-under.ts';
import { callHandler } from '../send/call-handler.ts';
import type { Exchange, Exchanged } from './dispatch.ts';
import { rest } from './rest.ts';

export interface ShopCalling {
  readonly rules: Rules;
  /** `-H`, added to every call. */
  readonly headers: HeaderList;
  readonly insecure: boolean;
  /** Adds no headers of our own. */
  readonly pristine: boolean;
  readonly faults: Pick<FaultSet, 'choose'>;
}

/** Timers of Node may ring this much before their time. */
const EARLY: Millis = 1;

/** Never rejects. Resolves at the shop's limit at the latest. */
export async function callAsShop(exchange: Exchange, calling: ShopCalling, signal: AbortSignal): Promise<Exchanged> {
  const { parcel, content, number, delivery } = exchange;
  const chosen = calling.faults.choose({ event: parcel.event, ...content, attempt: number, delivery });
  const call = (): Promise<HandlerResult> => callOnce(exchange, calling, signal);
  if (chosen === null) return { result: await call(), answer: null, fault: null };
  const startedAt = performance.now();
  const result = chosen.phase === 'before' ? null : await call();
  const answer = answerInPlace(chosen, result, calling.rules.limit);
  if (answer === null) return { result, answer, fault: chosen.label };
  await rest(startedAt + answer.ms - performance.now(), signal);
  // Cut short by our own end, what the shop would have got is not known.
  const isCut = signal.aborted && performance.now() < startedAt + answer.ms - EARLY;
  return { ...(isCut ? { result: null, answer: null } : { result, answer }), fault: chosen.label };
}

function callOnce(exchange: Exchange, calling: ShopCalling, signal: AbortSignal): Promise<HandlerResult> {
  const { parcel, content } = exchange;
  const { headers, insecure, pristine, rules } = calling;
  return callHandler({
    url: parcel.url,
    body: content.body,
    received: pristine ? content.headers.filter(([name]) => !OURS.test(name)) : content.headers,
    added: [...headers, ...(pristine ? [] : ownHeaders(exchange))],
    insecure,
    deadline: rules.limit,
    signal,
  });
}

const OURS = /^upgates-dev-/i;

/** As a session adds them, so that a handler that reads them finds them here too. */
function ownHeaders({ parcel, delivery, number }: Exchange): HeaderList {
  return [
    ['Upgates-Dev-Event', parcel.event],
    ['Upgates-Dev-Delivery', delivery],
    ['Upgates-Dev-Attempt', String(number)],
  ];
}

/** What the shop gets in place of the handler's answer; null where the fault found nothing to spoil. */
export function answerInPlace(chosen: Chosen, result: HandlerResult | null, limit: Millis): Answer | null {
  const alone = result && outcomeWithoutUs(result.outcome);
  // What we dropped ourselves had no answer.
  return result !== null && alone === null ? null : answerUnder(chosen, alone, limit);
}
