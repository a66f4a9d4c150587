/** Starts that may fail while others are down, or the machine is too busy for a tunnel: tried until the session is ready. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../../src/core/random.ts';
import type { Own, Way } from './own.ts';
import { anyWay } from './ways.ts';
import type { World } from './world.ts';

const MOST = 20;

/** Each try in another way. */
export function startVictim(world: World, random: Random): Promise<string> {
  return startUntilReady(world, world.victim, () => anyWay(world, random));
}

/** How it went in words; that it never became ready is trouble. */
export async function startUntilReady(world: World, own: Own, wayOf: () => Way): Promise<string> {
  for (let tries = 1; tries <= MOST; tries += 1) {
    const way = wayOf();
    if (await own.start(way)) return `ready at try ${tries}: ${inWords(way)}`;
    await pause(1000);
  }
  world.onTrouble(`${own.name} was not ready after ${MOST} tries`);
  return 'never ready';
}

function inWords({ isOnScreen, args }: Way): string {
  const telling = args.filter((arg) => /^(none|localtunnel|rescue|mirror|ack)$/.test(arg));
  return [...(isOnScreen ? ['screen'] : []), ...telling].join(' ');
}
