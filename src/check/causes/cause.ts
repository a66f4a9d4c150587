/**
 * What a cause is: a small function that knows one way in which handlers fail, and recognises it in an answer.
 * In: an answer that is not what the check asked for, and what was sent. Out: the likely cause with what to do, or null.
 * Signatures come from programs that really ran (`test/support/framework-answers`); a cause names a framework only where
 * its signature is certain.
 */
import { printable } from '../../core/printable.ts';

export interface SeenAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** As text; only its beginning is looked at. */
  readonly body: string;
}

export interface SentCall {
  /** Size of the body. */
  readonly bytes: number;
  /** The name of the check, which says what was special about the call. */
  readonly check: string;
}

/** One or two sentences, or null when it is not that. */
export type Cause = (answer: SeenAnswer, sent: SentCall) => string | null;

/** These calls must be refused; all others must be accepted. */
const TO_BE_REFUSED: ReadonlySet<string> = new Set([
  'broken-json',
  'wrong-type',
  'get-request',
  'no-credentials',
  'wrong-credentials',
]);

export function isToBeRefused({ check }: SentCall): boolean {
  return TO_BE_REFUSED.has(check);
}

export function hasSucceeded({ status }: SeenAnswer): boolean {
  return status >= 200 && status <= 299;
}

/** The header's value; empty when it is missing. */
export function headerOf({ headers }: SeenAnswer, name: string): string {
  return headers.find(([known]) => known.toLowerCase() === name)?.[1] ?? '';
}

/** Django's page for developers has 75 kB, and what matters stands in the first tenth of it. */
const LOOKED_AT = 32_000;

export function beginningOf({ body }: SeenAnswer): string {
  return body.slice(0, LOOKED_AT);
}

/** The answer's JSON object; empty when it is none. */
export function fieldsOf(answer: SeenAnswer): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(beginningOf(answer));
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

const QUOTED_AT_MOST = 160;

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&#34;', '"'],
  ['&#39;', "'"],
  ['&#x27;', "'"],
  ['&amp;', '&'],
]);

/** Foreign text in a hint: one line, safe to show, without HTML's escapes, not long. */
export function quoted(text: string): string {
  const plain = text.replaceAll(/&(?:lt|gt|quot|amp|#34|#39|#x27);/g, (entity) => ENTITIES.get(entity) ?? entity);
  const line = printable(plain.replaceAll(/\s+/g, ' ').trim());
  return line.length <= QUOTED_AT_MOST ? line : `${line.slice(0, QUOTED_AT_MOST)}...`;
}
