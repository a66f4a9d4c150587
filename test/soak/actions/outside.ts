/** What happens between us and the shop, and to the shop. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../../../src/core/random.ts';
import type { Action, Lane } from '../action.ts';
import type { World } from '../world.ts';

type Outsider = 'tunnel' | 'shop';

function kill(party: Outsider, signal: NodeJS.Signals, weight: number): Action {
  return {
    name: `${party}-${signal === 'SIGKILL' ? 'kill' : 'term'}`,
    weight,
    async act(world: World, random: Random) {
      const ended = await world[party].end(signal);
      const away = random.int(100, 6000);
      await pause(away);
      await world[party].start();
      return `ended with ${ended}, away for ${away} ms`;
    },
  };
}

function freeze(party: Outsider): Action {
  return {
    name: `${party}-freeze`,
    weight: 2,
    async act(world: World, random: Random) {
      const ms = random.int(500, 8000);
      await world[party].freeze(ms);
      return `for ${ms} ms`;
    },
  };
}

function tell(name: string, signal: NodeJS.Signals): Action {
  return {
    name,
    weight: 2,
    act: async ({ tunnel }) => {
      tunnel.signal(signal);
      return 'told';
    },
  };
}

export const TUNNEL: Lane = {
  name: 'tunnel',
  pause: [8, 25],
  actions: [
    kill('tunnel', 'SIGKILL', 3),
    kill('tunnel', 'SIGTERM', 1),
    freeze('tunnel'),
    tell('tunnel-cut', 'SIGUSR2'),
    tell('tunnel-forget', 'SIGHUP'),
    tell('tunnel-rename', 'SIGWINCH'),
  ],
};

export const SHOP: Lane = {
  name: 'shop',
  pause: [12, 35],
  actions: [kill('shop', 'SIGKILL', 3), kill('shop', 'SIGTERM', 2), freeze('shop')],
};
