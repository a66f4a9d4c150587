/** What happens to the session that is killed again and again. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Action, Lane } from '../action.ts';
import { endBy } from '../running.ts';
import { FULL_DISK, FULL_LEDGER, READ_ONLY_DISK } from './disk.ts';
import { startVictim } from '../start.ts';
import { anyWay } from '../ways.ts';

function ends(name: string, weight: number, signals: readonly [NodeJS.Signals, ...NodeJS.Signals[]]): Action {
  return {
    name,
    weight,
    async act(world, random) {
      const signal = random.pick(signals);
      const ended = await world.victim.end(signal);
      await pause(random.int(0, 1500));
      return `${signal}: ${ended}; ${await startVictim(world, random)}`;
    },
  };
}

const LIMIT = 'prlimit';

const KILLED_EARLY: Action = {
  name: 'own-kill-early',
  weight: 3,
  async act(world, random) {
    await world.victim.end(random.pick(['SIGKILL', 'SIGTERM']));
    const moments = [random.int(100, 2500), random.int(100, 2500)];
    for (const moment of moments) {
      const running = world.victim.begin(anyWay(world, random));
      await pause(moment);
      await world.victim.end('SIGKILL');
      await endBy(running, 'SIGKILL');
    }
    return `${moments.join(' and ')} ms after its start; ${await startVictim(world, random)}`;
  },
};

const ASLEEP: Action = {
  name: 'own-freeze',
  weight: 2,
  async act({ victim }, random) {
    const ms = random.int(500, 9000);
    await victim.freeze(ms);
    return `for ${ms} ms`;
  },
};

const SURVIVOR_ASLEEP: Action = {
  name: 'survivor-freeze',
  weight: 1,
  async act({ survivor }, random) {
    const ms = random.int(500, 7000);
    await survivor.freeze(ms);
    return `for ${ms} ms`;
  },
};

/** Another session in the same project and the same history. */
const SECOND: Action = {
  name: 'own-second',
  weight: 2,
  async act(world, random) {
    const isReady = await world.guest.start(anyWay(world, random));
    await pause(random.int(500, 6000));
    const signal = random.pick(['SIGKILL', 'SIGTERM', 'SIGINT'] as const);
    return `${isReady ? 'ready' : 'not ready'}, ended with ${await world.guest.end(signal)}`;
  },
};

const NO_DESCRIPTORS: Action = {
  name: 'own-descriptors',
  weight: 1,
  async act({ victim }, random) {
    const pid = victim.pid();
    if (pid === null || process.platform !== 'linux') return 'skipped: not here';
    const usual = /Max open files +(\d+)/.exec(readFileSync(`/proc/${pid}/limits`, 'utf8'))?.[1] ?? '1024';
    const held = readdirSync(`/proc/${pid}/fd`).length;
    const [left, ms] = [random.int(0, 4), random.int(1000, 5000)];
    if (!canLimit(pid, held + left)) return 'skipped: this system has no prlimit';
    await pause(ms);
    if (victim.pid() === pid) canLimit(pid, Number(usual));
    return `${held} open, ${left} more allowed for ${ms} ms`;
  },
};

/** False where there is no such program, or the process has just gone. */
function canLimit(pid: number, descriptors: number): boolean {
  try {
    execFileSync(LIMIT, ['--pid', String(pid), `--nofile=${descriptors}:`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const WRONG_CLOCK: Action = {
  name: 'own-clock',
  weight: 1,
  async act({ folder }, random) {
    const seconds = random.pick([-7200, -600, -5, 5, 300, 600, 7200]);
    writeFileSync(folder.clock, String(seconds * 1000));
    const ms = random.int(2000, 9000);
    await pause(ms);
    writeFileSync(folder.clock, '0');
    return `its wall clock ${seconds} s ahead for ${ms} ms`;
  },
};

export const OWN: Lane = {
  name: 'own',
  pause: [3, 14],
  actions: [
    ends('own-kill', 4, ['SIGKILL']),
    ends('own-term', 3, ['SIGTERM', 'SIGINT', 'SIGHUP']),
    KILLED_EARLY,
    ASLEEP,
    SURVIVOR_ASLEEP,
    SECOND,
    NO_DESCRIPTORS,
    WRONG_CLOCK,
    FULL_DISK,
    READ_ONLY_DISK,
    FULL_LEDGER,
  ],
};
