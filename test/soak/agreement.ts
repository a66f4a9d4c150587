/**
 * Whether we and the shop concluded the same. In: both sides' attempts. Out: those that both have, and of them the ones in
 * which we were sure of another verdict: the way between was broken at that moment, or we were wrong.
 */
import type { Evidence, OwnAttempt, ShopAttempt } from './evidence.ts';
import { groupBy } from './group.ts';

export interface Pair {
  readonly own: OwnAttempt;
  readonly shop: ShopAttempt;
}

/** The n-th of each side belong together, where both know of as many. */
export function pairsOf({ shop, own }: Evidence): readonly Pair[] {
  const ours = groupBy(
    own.filter(({ origin, webhook, verdict }) => origin === 'shop' && webhook !== null && verdict !== null),
    ({ webhook, sha256 }) => `${webhook} ${sha256}`,
  );
  const theirs = groupBy(shop, ({ webhook, sha256 }) => `${webhook} ${sha256}`);
  return [...theirs].flatMap(([name, attempts]) => {
    const matching = ours.get(name) ?? [];
    return matching.length === attempts.length ? pairUp(matching, attempts) : [];
  });
}

function pairUp(own: readonly OwnAttempt[], shop: readonly ShopAttempt[]): readonly Pair[] {
  return own.flatMap((one, index) => {
    const other = shop[index];
    return other === undefined ? [] : [{ own: one, shop: other }];
  });
}

export function isSurelyOtherwise({ own, shop }: Pair): boolean {
  return own.sure && own.verdict !== shop.verdict;
}
