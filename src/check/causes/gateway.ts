/** A proxy answered in place of the handler. In: a 502 or 504 of nginx. Out: that the handler behind it is the question. */
import type { Cause } from './cause.ts';
import { frameworkOf } from './framework.ts';

export const gateway: Cause = (answer) => {
  if (frameworkOf(answer) !== 'nginx' || (answer.status !== 502 && answer.status !== 504)) return null;
  return answer.status === 502
    ? 'nginx answers, but nothing at the address of its proxy_pass. Is the handler up, and on that port?'
    : 'nginx gave up waiting for the handler behind its proxy_pass.';
};
