/**
 * What history gives back: a page of deliveries for a list, and everything about one for the detail.
 */
import type { Instant } from '../core/instant.ts';
import type { Answer, HandlerAnswer, HandlerOutcome, HeaderList } from '../core/outcome.ts';
import type { Change, Origin, PolicyName } from '../core/record.ts';
import type { RulesName, Verdict } from '../core/rules.ts';

/** `open`: received, not answered yet. `interrupted`: our process died before it settled. */
export type AttemptState = 'open' | 'settled' | 'interrupted';

/** One delivery in a list, told by its latest attempt. */
export interface DeliveryRow {
  readonly id: string;
  /** Place in the list: grows with each new attempt, so the newest activity has the largest. Key of paging. */
  readonly place: number;
  readonly event: string;
  /** Order number, product code ...; `TRICKO-01 +4999` for many; raw, not yet safe to print. */
  readonly key: string;
  readonly bytes: number;
  readonly origin: Origin;
  /** When the first and the latest attempt came in. */
  readonly receivedAt: Instant;
  readonly lastAttemptAt: Instant;
  readonly attempts: number;
  readonly state: AttemptState;
  readonly handler: HandlerOutcome | null;
  readonly answer: Answer | null;
  /** Our time plus the tunnel's; null while open. */
  readonly shopMs: number | null;
  readonly policy: PolicyName | null;
  readonly fault: string | null;
  /** Null while open. */
  readonly verdict: Verdict | null;
  readonly sure: boolean;
  readonly withoutUs: Verdict | null;
  /** When the shop will send it again; null when it will not or when that cannot be told. */
  readonly nextAttemptAt: Instant | null;
  readonly marked: boolean;
  /** When it was clear that the shop will not repeat it although the verdict says so; null or left out otherwise. */
  readonly notRepeatedAt?: Instant | null;
  /** Where the latest attempt went, without userinfo; null or left out where there was no handler. */
  readonly url?: string | null;
}

export interface AttemptDetail {
  /** `<delivery>.<number>`. */
  readonly id: string;
  readonly number: number;
  readonly origin: Origin;
  readonly at: Instant;
  readonly state: AttemptState;
  readonly rules: RulesName;
  readonly policy: PolicyName | null;
  readonly fault: string | null;
  readonly url: string | null;
  readonly webhook: number | null;
  readonly handler: HandlerOutcome | null;
  readonly answer: Answer | null;
  readonly shopMs: number | null;
  readonly verdict: Verdict | null;
  readonly sure: boolean;
  readonly withoutUs: Verdict | null;
  readonly why: string;
  readonly hint: string | null;
  readonly linked: { readonly sure: boolean; readonly notice: string | null } | null;
  readonly nextAttemptAt: Instant | null;
  readonly sha256: string;
  readonly requestHeaders: HeaderList;
  /** What the handler answered; null when it answered nothing. At most 1 MB of the body is kept. */
  readonly handlerAnswer: HandlerAnswer | null;
  /** The delivery that this attempt repeats on our wish, and how it compares; null or left out for others. */
  readonly replayOf?: string | null;
  readonly change?: Change | null;
}

export interface DeliveryDetail {
  readonly row: DeliveryRow;
  /** The body of the latest attempt, as received. */
  readonly body: Uint8Array;
  readonly attempts: readonly AttemptDetail[];
}

export interface PageRequest {
  /** Deliveries with a smaller place than this; null: from the newest. */
  readonly before: number | null;
  /** And with a larger one than this; left out: down to the oldest. */
  readonly after?: number;
  readonly limit: number;
  /** An expression of the filter language; null: all. */
  readonly filter: string | null;
}
