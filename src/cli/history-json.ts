/**
 * Captured deliveries as machine output: `delivery` and `attempt` lines, with the fields of the contract and more.
 */
import { isoUtc } from '../core/instant.ts';
import type { HeaderList } from '../core/outcome.ts';
import type { AttemptRecord } from '../core/record.ts';
import type { Verdict } from '../core/rules.ts';
import type { JsonLine } from '../show/json.ts';
import type { AttemptDetail, AttemptState, DeliveryDetail, DeliveryRow } from '../store/row.ts';

export interface DeliveryLine extends JsonLine {
  readonly kind: 'delivery';
  readonly id: string;
  readonly event: string;
  readonly key: string;
  /** Their number. */
  readonly attempts: number;
  /** Null while the call is open, and when our process died before it was settled. */
  readonly verdict: Verdict | null;
  readonly receivedAt: string;
}

/** Text where the bytes are UTF-8, else base64: exactly one of the two is not null. */
interface BodyFields {
  readonly body: string | null;
  readonly bodyBase64: string | null;
}

export function deliveryJson(row: DeliveryRow, at: string): DeliveryLine {
  const { id, event, key, attempts, verdict } = row;
  return { kind: 'delivery', at, id, event, key, attempts, verdict, receivedAt: isoUtc(row.receivedAt) };
}

export function fullDeliveryJson({ row, body }: DeliveryDetail, at: string): DeliveryLine & BodyFields {
  return { ...deliveryJson(row, at), ...bodyFields(body) };
}

/** As `listen` writes it, with the headers and the handler's answer. What an open attempt does not have yet is null. */
export interface StoredAttemptLine extends Omit<AttemptRecord, 'verdict' | 'shopMs'> {
  readonly verdict: Verdict | null;
  readonly shopMs: number | null;
  readonly state: AttemptState;
  readonly headers: HeaderList;
  readonly handlerAnswer: (BodyFields & { readonly headers: HeaderList }) | null;
}

export function attemptJson(attempt: AttemptDetail, { row }: DeliveryDetail): StoredAttemptLine {
  const { state, requestHeaders, handlerAnswer, at, nextAttemptAt, replayOf = null, change = null, ...same } = attempt;
  const { id: delivery, event, key, bytes } = row;
  return {
    kind: 'attempt',
    at: isoUtc(at),
    ...same,
    state,
    delivery,
    replayOf,
    event,
    key,
    bytes,
    nextAttemptAt: nextAttemptAt === null ? null : isoUtc(nextAttemptAt),
    change,
    headers: requestHeaders,
    handlerAnswer: handlerAnswer && { headers: handlerAnswer.headers, ...bodyFields(handlerAnswer.body) },
  };
}

function bodyFields(bytes: Uint8Array): BodyFields {
  try {
    return { body: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), bodyBase64: null };
  } catch {
    return { body: null, bodyBase64: Buffer.from(bytes).toString('base64') };
  }
}
