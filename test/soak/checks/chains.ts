/** The attempts of a delivery make sense one after another. */
import { findingOf, type Check } from '../check.ts';
import type { OwnAttempt } from '../evidence.ts';
import { groupBy } from '../group.ts';

export const CHAINS: Check = {
  name: 'chains are consistent',
  look({ own }) {
    const chains = groupBy(own, ({ owner, delivery }) => `${owner} ${delivery}`);
    const wrong = [...chains].flatMap(([name, chain]) => faultsOf(chain).map((fault) => `${name}: ${fault}`));
    return findingOf(`${chains.size} deliveries with ${own.length} attempts`, wrong);
  },
};

function faultsOf(chain: readonly OwnAttempt[]): readonly string[] {
  const sorted = chain.toSorted((a, b) => a.number - b.number);
  const gaps = sorted.every(({ number }, index) => number === index + 1) ? [] : ['numbers are not 1 to n'];
  return [
    ...gaps,
    ...sorted.flatMap(faultsOfOne),
    ...sorted.flatMap((one, index) => faultsAfter(sorted[index - 1], one)),
  ];
}

function faultsOfOne(one: OwnAttempt): readonly string[] {
  const { number, state, verdict, origin, answerStatus, answerConnection } = one;
  if (state === 'open') return [`attempt ${number} is open although everything has ended`];
  if (state === 'interrupted') return verdict === null ? [] : [`attempt ${number} was interrupted and has a verdict`];
  if (verdict === null) return [`attempt ${number} (${state}) has no verdict`];
  if (origin !== 'shop' || verdict !== 'delivered') return [];
  const isTold = answerConnection === null && (answerStatus === 200 || answerStatus === 204);
  return isTold ? [] : [`attempt ${number} is delivered with ${answerStatus} ${answerConnection}`];
}

/** `one` follows `before`, both sent by the shop. */
function faultsAfter(before: OwnAttempt | undefined, one: OwnAttempt): readonly string[] {
  if (before === undefined || before.origin !== 'shop' || one.origin !== 'shop') return [];
  const { number, sha256, linkedSure, linkedNotice } = one;
  const others = sha256 !== before.sha256 && linkedSure !== 0 ? [`attempt ${number} has other bytes and is sure`] : [];
  const isFinal = before.verdict === 'delivered' || before.verdict === 'timed-out';
  const unsaid =
    isFinal && linkedNotice === null ? [`attempt ${number} follows ${before.verdict} without a notice`] : [];
  return [...others, ...unsaid];
}
