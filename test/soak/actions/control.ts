/** What a person does from another terminal meanwhile, and what is spoiled on purpose. */
import type { Action, Lane } from '../action.ts';
import type { Own } from '../own.ts';
import { command } from '../command.ts';

const SPECS = [
  'status=503,times=3',
  'flaky',
  'duplicate',
  'fail-then-recover',
  'delay=200-1500,times=10',
  'connection=reset,times=5',
  'connection=empty,times=5',
  'connection=truncate,times=4',
  'connection=garbage,times=4',
  'connection=drip,times=3',
  'connection=hang,times=3',
  'phase=before,status=201,times=5',
] as const;

function says(name: string, weight: number, args: (pick: Pick) => readonly string[]): Action {
  return {
    name,
    weight,
    async act(world, random) {
      const own: Own = random.pick([world.victim, world.survivor]);
      const words = args((choices) => random.pick(choices));
      return `${own.name}: ${await command(world, own.project, words)}`;
    },
  };
}

type Pick = <T>(choices: readonly [T, ...T[]]) => T;

export const CONTROL: Lane = {
  name: 'control',
  pause: [3, 9],
  actions: [
    says('faults-set', 3, (pick) => ['control', 'faults', 'set', pick(SPECS)]),
    says('faults-clear', 4, () => ['control', 'faults', 'clear']),
    says('policy', 3, (pick) => ['control', 'answer', pick(['rescue', 'rescue', 'mirror', 'ack'])]),
    says('speed', 2, (pick) => ['control', 'speed', pick(['20', '60', '120'])]),
    says('emit', 2, (pick) => ['control', 'emit', pick(['Orders.create', 'Orders.update']), '--count', '3']),
    says('trigger', 2, (pick) => ['control', 'trigger', 'Orders.create', '--count', pick(['1', '4'])]),
    says('replay', 2, (pick) => ['control', 'replay', '--last', pick(['1', '5'])]),
    says('state', 2, () => ['control', 'state', '--json']),
    says('history-list', 1, () => ['history', 'list', '--json', '--filter', 'verdict:repeats']),
    says('webhooks-clean', 1, () => ['webhooks', 'clean']),
  ],
};
