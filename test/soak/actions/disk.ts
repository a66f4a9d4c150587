/** What happens to the disk that history lies on. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Action } from '../action.ts';
import { startVictim } from '../start.ts';
import { anyWay } from '../ways.ts';

export const FULL_DISK: Action = {
  name: 'disk-full',
  weight: 2,
  async act(world, random) {
    const { disk, victim } = world;
    if (disk.whyNot !== null) return `skipped: ${disk.whyNot}`;
    const [room, ms] = [random.pick([0, 4096, 65_536, 300_000]), random.int(1000, 6000)];
    disk.fill(room);
    await pause(ms);
    const dies = random.chance(0.3);
    if (dies) await victim.end('SIGKILL');
    const startsFull = dies && random.chance(0.5);
    // Whether there is room enough for a start is for it to find out.
    if (startsFull) await victim.start(anyWay(world, random));
    disk.heal();
    const after = dies && !victim.isReady() ? await startVictim(world, random) : 'lived on';
    return `${room} bytes left for ${ms} ms${dies ? ', killed' : ''}${startsFull ? ', started full' : ''}; ${after}`;
  },
};

/** Ledgers, doors and the machine's id: what both sessions share. */
export const FULL_LEDGER: Action = {
  name: 'ledger-full',
  weight: 1,
  async act(world, random) {
    const { stateDisk, victim } = world;
    if (stateDisk.whyNot !== null) return `skipped: ${stateDisk.whyNot}`;
    const room = random.pick([0, 4096, 8192]);
    stateDisk.fill(room);
    const ended = await victim.end(random.pick(['SIGKILL', 'SIGTERM']));
    const isReady = await victim.start(anyWay(world, random));
    await pause(random.int(0, 3000));
    stateDisk.heal();
    const after = victim.isReady() ? 'lived on' : await startVictim(world, random);
    return `${room} bytes left, ended with ${ended}, ${isReady ? 'ready all the same' : 'not started'}; ${after}`;
  },
};

export const READ_ONLY_DISK: Action = {
  name: 'disk-read-only',
  weight: 1,
  async act(world, random) {
    const { disk, victim, onTrouble } = world;
    if (disk.whyNot !== null) return `skipped: ${disk.whyNot}`;
    await victim.end(random.pick(['SIGKILL', 'SIGTERM']));
    disk.makeReadOnly();
    const isReady = await victim.start(anyWay(world, random));
    if (isReady) onTrouble('victim was ready on a read-only disk');
    disk.heal();
    return `not started; ${await startVictim(world, random)}`;
  },
};
