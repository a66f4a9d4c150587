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

/** What the shop tells at the end of an attempt belongs to what we got shortly before: the limit is a second. */
const AT_MOST = 2500;

/** Same webhook, same bytes, same time. One of which either side knows nothing (killed meanwhile, a bent clock) has no pair. */
export function pairsOf({ shop, own }: Evidence): readonly Pair[] {
  const theirs = groupBy(shop, ({ webhook, sha256 }) => `${webhook} ${sha256}`);
  return own.flatMap((one) => {
    if (one.origin !== 'shop' || one.verdict === null) return [];
    const others = theirs.get(`${one.webhook} ${one.sha256}`) ?? [];
    const near = others.filter(({ at }) => Date.parse(at) >= one.at && Date.parse(at) - one.at < AT_MOST);
    const [only, ...more] = near;
    return only === undefined || more.length > 0 ? [] : [{ own: one, shop: only }];
  });
}

export function isSurelyOtherwise({ own, shop }: Pair): boolean {
  return own.sure && own.verdict !== shop.verdict;
}
