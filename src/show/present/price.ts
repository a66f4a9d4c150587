/** What an API call costs, before it is made: calls are scarce at a real shop. */
import type { ShopView } from '../../session/view.ts';

/** `1 API call, 105 left`: of those that are left. */
export function priceText({ isSimulated, callsLeft }: Pick<ShopView, 'isSimulated' | 'callsLeft'>): string {
  if (isSimulated) return 'free, the shop is simulated';
  return callsLeft === null ? '1 API call' : `1 API call, ${callsLeft} left`;
}
