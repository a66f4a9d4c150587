/** The many ways in which a session is started. In: randomness. Out: its arguments. */
import type { Random } from '../../src/core/random.ts';
import type { Way } from './own.ts';
import type { World } from './world.ts';

/** Few: each start registers all of them. */
const EVENTS = ['-e', 'Orders.*', '-e', 'Products.update'];

export function anyWay(world: World, random: Random): Way {
  const isTunnelled = random.chance(0.65);
  const policy = random.pick(['rescue', 'rescue', 'mirror', 'ack']);
  const forward = random.chance(0.9) ? ['-f', world.handlerUrl, '--answer', policy] : [];
  return {
    isOnScreen: random.chance(0.25),
    args: [...EVENTS, ...tunnelArgs(world, isTunnelled), ...forward, '--handler-timeout', '15s'],
  };
}

/** Of the session that lives on, and of the last ones. */
export function plainWay(world: World): Way {
  const forward = ['-f', world.handlerUrl, '--answer', 'rescue', '--handler-timeout', '15s'];
  return { isOnScreen: false, args: [...EVENTS, ...tunnelArgs(world, true), ...forward] };
}

function tunnelArgs(world: World, isTunnelled: boolean): readonly string[] {
  return isTunnelled ? ['--tunnel', 'localtunnel', '--tunnel-host', world.tunnelUrl()] : ['--tunnel', 'none'];
}
