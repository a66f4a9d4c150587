/** The session that is killed again and again, started until it is ready. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../../src/core/random.ts';
import { anyWay } from './ways.ts';
import type { World } from './world.ts';

/** A start may fail while others are down: it is tried until it is ready. */
export async function startVictim(world: World, random: Random): Promise<string> {
  for (let tries = 1; tries <= 20; tries += 1) {
    const way = anyWay(world, random);
    if (await world.victim.start(way))
      return `ready at try ${tries}: ${way.isOnScreen ? 'screen ' : ''}${inWords(way.args)}`;
    await pause(1000);
  }
  world.onTrouble('victim was not ready after 20 tries');
  return 'never ready';
}

function inWords(args: readonly string[]): string {
  return args.filter((arg) => /^(none|localtunnel|rescue|mirror|ack)$/.test(arg)).join(' ');
}
