/**
 * What happens to an order next: received, paid or not, in progress, ready, sent; now and then cancelled. An order at its
 * end gets a note. In: its kept form. Out: the fields that change.
 */
import type { Random } from '../../core/random.ts';
import { CANCELLED, IN_PROGRESS, PAID, PAYMENT_FAILED, READY, RECEIVED, SENT } from './order-statuses.ts';
import { numberOf, type Thing } from './thing.ts';

interface Next {
  readonly status: number;
  readonly chance: number;
}

/** Chances of one status add up to one. Cash on delivery skips the payment. */
const NEXT: ReadonlyMap<number, readonly Next[]> = new Map([
  [
    RECEIVED,
    [
      { status: PAID, chance: 0.65 },
      { status: IN_PROGRESS, chance: 0.2 },
      { status: PAYMENT_FAILED, chance: 0.08 },
      { status: CANCELLED, chance: 0.07 },
    ],
  ],
  [
    PAYMENT_FAILED,
    [
      { status: PAID, chance: 0.6 },
      { status: CANCELLED, chance: 0.4 },
    ],
  ],
  [
    PAID,
    [
      { status: IN_PROGRESS, chance: 0.96 },
      { status: CANCELLED, chance: 0.04 },
    ],
  ],
  [IN_PROGRESS, [{ status: READY, chance: 1 }]],
  [READY, [{ status: SENT, chance: 1 }]],
]);

export function nextOfOrder(known: Thing, random: Random): Thing {
  const next = NEXT.get(numberOf(known['status_id']) ?? 0);
  if (next === undefined)
    return { internal_note: random.pick(['Volal zákazník', 'Volal zákazník o termín', 'Called']) };
  let left = random.next();
  const { status } = next.find(({ chance }) => (left -= chance) < 0) ?? next[0] ?? { status: SENT };
  return status === SENT
    ? { status_id: status, tracking_code: `DR${random.int(10_000_000, 99_999_999)}M` }
    : { status_id: status };
}

/** Whether an order in this state has been paid on its way there. */
export function wasPaidBefore(known: Thing): boolean {
  return [PAID, IN_PROGRESS, READY, SENT].includes(numberOf(known['status_id']) ?? 0);
}

/** Whether more than a note can still happen to it. */
export function isUnderWay(known: Thing): boolean {
  return NEXT.has(numberOf(known['status_id']) ?? 0);
}
