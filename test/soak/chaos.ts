/** Lanes of actions, side by side until the time is over. In: the world and a seed. Out: how often each was done. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../../src/core/random.ts';
import type { Action, Lane } from './action.ts';
import type { World } from './world.ts';

export interface ChaosOptions {
  readonly lanes: readonly Lane[];
  readonly random: Random;
  readonly ms: number;
  /** Divides the pauses. */
  readonly haste: number;
}

/** By name of the action, or `<name>: skipped`. */
export type Counts = ReadonlyMap<string, number>;

export async function rage(world: World, { lanes, random, ms, haste }: ChaosOptions): Promise<Counts> {
  const counts = new Map<string, number>();
  const end = performance.now() + ms;
  const count = (name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);
  await Promise.all(lanes.map((lane) => rageIn(lane, { world, random: random.fork(lane.name), end, haste, count })));
  return counts;
}

interface Raging {
  readonly world: World;
  readonly random: Random;
  readonly end: number;
  readonly haste: number;
  readonly count: (name: string) => void;
}

async function rageIn(
  { pause: [least, most], actions }: Lane,
  { world, random, end, haste, count }: Raging,
): Promise<void> {
  for (;;) {
    const left = end - performance.now();
    await pause(Math.max(0, Math.min(left, random.int(least * 1000, most * 1000) / haste)));
    if (performance.now() >= end) return;
    count(await perform(choose(actions, random), world, random));
  }
}

async function perform({ name, act }: Action, world: World, random: Random): Promise<string> {
  const disturbance = { name, from: Date.now(), to: Infinity };
  world.disturbances.push(disturbance);
  try {
    const words = await act(world, random);
    world.note(`${name}: ${words}`);
    return words.startsWith('skipped') ? `${name}: skipped` : name;
  } catch (error) {
    world.onTrouble(`${name} could not be done: ${error instanceof Error ? (error.stack ?? '') : String(error)}`);
    return `${name}: failed`;
  } finally {
    disturbance.to = Date.now();
  }
}

function choose(actions: Lane['actions'], random: Random): Action {
  const all = actions.reduce((sum, { weight }) => sum + weight, 0);
  let draw = random.next() * all;
  return actions.find(({ weight }) => (draw -= weight) < 0) ?? actions[0];
}
