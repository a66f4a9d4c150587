/**
 * Calls that nobody made: their bodies were put together from what the shop lists. The mark goes with the call to the handler
 * (but for `--pristine`) and stays in history, so that they are never taken for what the shop has sent.
 */
import type { HeaderList } from './outcome.ts';

const NAME = 'Upgates-Dev-Synthesised';

/** `missed`: of a change that never came here. */
export const SYNTHESISED: HeaderList[number] = [NAME, 'missed'];

export function isSynthesised(headers: HeaderList): boolean {
  return headers.some(([name]) => name.toLowerCase() === NAME.toLowerCase());
}
