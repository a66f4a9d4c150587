/** A rate limiter in front of the route. In: a 429. Out: its limit, where the headers tell it; null where they do not. */
import { headerOf, quoted, type Cause } from './cause.ts';

export const limited: Cause = (answer) => {
  if (answer.status !== 429) return null;
  const limit = headerOf(answer, 'x-ratelimit-limit') || headerOf(answer, 'ratelimit-limit');
  if (limit === '') return null;
  return `A rate limiter stands before the route (limit ${quoted(limit)}). Upgates sends bursts: mount the webhook route before it.`;
};
