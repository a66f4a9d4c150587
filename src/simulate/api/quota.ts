/**
 * How many API calls a shop has left. In: the plan and the time. Out: whether a call may pass, and the headers that say
 * what is left. Fixed clock hours and days; the hourly quota is used first, then the daily one (documented).
 * That hours and days are Prague's is inferred.
 */
import { HOUR, shopDateTime, type Instant } from '../../core/instant.ts';

export type PlanName = 'bronze' | 'silver' | 'gold' | 'platinum' | 'unlimited';

interface Limits {
  readonly hour: number;
  readonly day: number;
}

/** Figures of the API's introduction; verified add-ons are not limited. */
const PLANS: Readonly<Record<PlanName, Limits | null>> = {
  bronze: { hour: 10, day: 100 },
  silver: { hour: 15, day: 300 },
  gold: { hour: 50, day: 600 },
  platinum: { hour: 100, day: 1500 },
  unlimited: null,
};

export const PLAN_NAMES: readonly PlanName[] = ['bronze', 'silver', 'gold', 'platinum', 'unlimited'];

export function isPlanName(text: string): text is PlanName {
  return Object.hasOwn(PLANS, text);
}

/** Calls that may still be made. */
export interface QuotaLeft {
  readonly hour: number;
  readonly day: number;
}

export interface Quota {
  /** Null where there is no limit. */
  left(at: Instant): QuotaLeft | null;
  /** Counts a call; false when none was left. */
  take(at: Instant): boolean;
  /** Empty where there is no limit to speak of (inferred). */
  headers(at: Instant): Readonly<Record<string, string>>;
}

export function createQuota(plan: PlanName): Quota {
  const limits = PLANS[plan];
  if (limits === null) return { left: () => null, take: () => true, headers: () => ({}) };
  let [hour, day] = ['', ''];
  let left: Limits = limits;
  const renew = (at: Instant): void => {
    const now = shopDateTime(at);
    if (now.slice(0, 10) !== day) left = { ...left, day: limits.day };
    // With the offset, so that the hour that comes twice in October counts twice.
    if (now.slice(0, 13) + now.slice(19) !== hour) left = { ...left, hour: limits.hour };
    [day, hour] = [now.slice(0, 10), now.slice(0, 13) + now.slice(19)];
  };
  return {
    left(at) {
      renew(at);
      return left;
    },
    take(at) {
      renew(at);
      if (left.hour > 0) left = { ...left, hour: left.hour - 1 };
      else if (left.day > 0) left = { ...left, day: left.day - 1 };
      else return false;
      return true;
    },
    headers(at) {
      renew(at);
      return describe(limits, left);
    },
  };
}

function describe(limits: Limits, left: Limits): Readonly<Record<string, string>> {
  return {
    'X-Rate-Limit-Hour': String(limits.hour),
    'X-Rate-Limit-Day': String(limits.day),
    'X-Rate-Limit-Hour-Remaining': String(left.hour),
    'X-Rate-Limit-Day-Remaining': String(left.day),
    'X-Rate-Limit-Total-Remaining': String(left.hour + left.day),
  };
}

/** When calls are to be had again: each new hour brings some. A date in GMT, as documented. */
export function retryAfter(at: Instant): string {
  return new Date((Math.floor(at / HOUR) + 1) * HOUR).toUTCString();
}
