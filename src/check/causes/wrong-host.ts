/**
 * Django does not know the host it was called by. In: its bare page for a 400. Out: the setting.
 * Other suspicious requests get the same page, but those a shop does not make.
 */
import { beginningOf, type Cause } from './cause.ts';

export const wrongHost: Cause = (answer) => {
  if (answer.status !== 400) return null;
  if (!/<title>Bad Request \(400\)<\/title>|DisallowedHost/.test(beginningOf(answer))) return null;
  return 'Django gives this page when the host of the address is not in ALLOWED_HOSTS. Add the name under which the shop calls.';
};
