/** Figures of a soak that tell how much was in it; none of them is right or wrong. */
import { isSurelyOtherwise, pairsOf, type Pair } from './agreement.ts';
import type { Evidence, OwnAttempt } from './evidence.ts';
import { countsInWords } from './group.ts';
import type { Disturbance, World } from './world.ts';

export function figuresOf(evidence: Evidence): readonly string[] {
  const { world, shop, own, handler } = evidence;
  const taken = handler.filter(({ what }) => what === 'took').length;
  return [
    `Starts: ${startsOf(world)}.`,
    `The shop made ${shop.length} attempts: ${countsInWords(shop.map(({ verdict }) => verdict))}.`,
    `History has ${own.length} attempts: ${countsInWords(own.map(({ origin, state }) => `${origin} ${state}`))}.`,
    `Of those of the shop: ${countsInWords(own.filter(isOfShop).map(byPolicy))}.`,
    `The handler took ${taken} calls.`,
    timedOut(evidence),
    ...disagreement(evidence),
  ];
}

function startsOf({ victim, guest, survivor, shop, tunnel, handler }: World): string {
  const all = [victim, guest, survivor, shop, tunnel, handler];
  return all.map((one) => `${one.name} ${one.starts()}`).join(', ');
}

function isOfShop({ origin }: OwnAttempt): boolean {
  return origin === 'shop';
}

function byPolicy({ policy, verdict }: OwnAttempt): string {
  return `${policy} ${verdict ?? 'interrupted'}`;
}

function timedOut({ world, own }: Evidence): string {
  const plain = own.filter((one) => isOfShop(one) && isPlainRescue(one));
  const calm = plain.filter(({ at }) => !isDisturbed(at, world.disturbances));
  const [lost, lostInCalm] = [plain, calm].map((all) => all.filter(({ verdict }) => verdict === 'timed-out').length);
  return `Timed out under rescue without a fault: ${lost} of ${plain.length}; ${lostInCalm} of ${calm.length} while nobody was disturbed.`;
}

function isPlainRescue({ policy, fault }: OwnAttempt): boolean {
  return policy === 'rescue' && fault === null;
}

/** While the way was being broken nobody can know what became of an answer; else we should not have been sure. */
function disagreement(evidence: Evidence): readonly string[] {
  const { disturbances } = evidence.world;
  const pairs = pairsOf(evidence);
  const otherwise = pairs.filter(isSurelyOtherwise);
  const isCalm = ({ own }: Pair): boolean => !isDisturbed(own.at, disturbances);
  const calm = otherwise.filter(isCalm);
  return [
    `Of ${pairs.length} attempts that both sides know, ${otherwise.length} had another verdict at the shop than we were sure of, ${calm.length} of the ${pairs.filter(isCalm).length} while nobody was disturbed.`,
    ...(otherwise.length === 0 ? [] : [`  These are (ours, the shop's): ${countsInWords(otherwise.map(bothOf))}.`]),
    ...calm.slice(0, 5).map((pair) => `  ${pair.own.owner} ${pair.own.delivery}.${pair.own.number}: ${bothOf(pair)}`),
  ];
}

function bothOf({ own, shop }: Pair): string {
  const ours = own.answerStatus ?? own.answerConnection ?? 'no answer';
  const theirs = shop.handler?.status ?? shop.handler?.error ?? 'nothing';
  return `${own.verdict} (${ours}) and ${shop.verdict} (${theirs})`;
}

const AROUND = 4000;
const HARMLESS = /^(handler|speed|state|history|policy|trigger|replay|emit)/;

function isDisturbed(at: number, disturbances: readonly Disturbance[]): boolean {
  return disturbances.some(({ name, from, to }) => !HARMLESS.test(name) && at > from - AROUND && at < to + AROUND);
}
