/** Figures of a soak that tell how much was in it; none of them is right or wrong. */
import { isSurelyOtherwise, pairsOf, type Pair } from './agreement.ts';
import type { Evidence, OwnAttempt } from './evidence.ts';
import { countsInWords } from './group.ts';
import type { Disturbance } from './world.ts';

export function figuresOf(evidence: Evidence): readonly string[] {
  const { world, shop, own, handler } = evidence;
  const { victim, survivor, shop: party, tunnel, handler: handlerParty } = world;
  const rescued = own.filter(isTimedOutUnderRescue);
  const unexplained = rescued.filter(({ at }) => !isDisturbed(at, world.disturbances));
  const pairs = pairsOf(evidence);
  const otherwise = pairs.filter(isSurelyOtherwise);
  const calm = otherwise.filter((pair) => !isDisturbed(pair.own.at, world.disturbances));
  return [
    `Starts: victim ${victim.starts()}, survivor ${survivor.starts()}, shop ${party.starts()}, tunnel server ${tunnel.starts()}, handler ${handlerParty.starts()}.`,
    `The shop made ${shop.length} attempts: ${countsInWords(shop.map(({ verdict }) => verdict))}.`,
    `History has ${own.length} attempts: ${countsInWords(own.map(({ origin, state }) => `${origin} ${state}`))}.`,
    `Of the shop's by policy and verdict: ${countsInWords(own.filter(({ origin }) => origin === 'shop').map(({ policy, verdict }) => `${policy} ${verdict ?? 'none'}`))}.`,
    `Timed out under rescue without a fault: ${rescued.length}, of them ${unexplained.length} while nobody was disturbed.`,
    `Of ${pairs.length} attempts that both sides know, ${otherwise.length} had another verdict at the shop than we were sure of, ${calm.length} of them while nobody was disturbed${calm.length === 0 ? '' : `: ${calm.slice(0, 5).map(inWords).join('; ')}`}.`,
    `The handler took ${handler.filter(({ what }) => what === 'took').length} calls.`,
  ];
}

function inWords({ own, shop }: Pair): string {
  const { owner, delivery, number, verdict, policy, fault } = own;
  return `${owner} ${delivery}.${number} ${policy} ${fault ?? ''} ${verdict}, at the shop ${shop.verdict}`;
}

function isTimedOutUnderRescue({ origin, policy, fault, verdict }: OwnAttempt): boolean {
  return origin === 'shop' && policy === 'rescue' && fault === null && verdict === 'timed-out';
}

const AROUND = 4000;
const HARMLESS = /^(handler|speed|state|history|policy|trigger|replay|emit)/;

function isDisturbed(at: number, disturbances: readonly Disturbance[]): boolean {
  return disturbances.some(({ name, from, to }) => !HARMLESS.test(name) && at > from - AROUND && at < to + AROUND);
}
