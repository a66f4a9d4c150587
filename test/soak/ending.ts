/**
 * After the chaos everybody behaves, what waits is worked off, and all end as they should: what is still wrong then is
 * wrong. In: the world. Out: everything is down; the webhooks that the shop still has.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openDatabase } from '../../src/store/sqlite.ts';
import { command } from './command.ts';
import type { Own } from './own.ts';
import { becomes } from './running.ts';
import { webhooksAtShop, type ShopWebhook } from './shop-webhooks.ts';
import { startUntilReady } from './start.ts';
import { plainWay } from './ways.ts';
import type { World } from './world.ts';

/** Repeats come after five seconds, and after one that waits for an answer. */
const QUIET_WITHIN = 90_000;

export async function endInPeace(world: World): Promise<readonly ShopWebhook[]> {
  const { handler, shop, tunnel, recorder, disk, stateDisk, note } = world;
  note('ending: all behave');
  for (const one of [disk, stateDisk]) one.heal();
  await Promise.all([handler.end('SIGTERM'), shop.end('SIGTERM')]);
  await Promise.all([handler.start(['calm']), shop.start(['--traffic', '0'])]);
  for (const own of [world.victim, world.survivor]) await calm(world, own);
  if (!(await becomes(() => isSettled(world), QUIET_WITHIN))) note('ending: the shop still waits for repeats');
  for (const own of [world.victim, world.survivor]) await finish(world, own);
  const left = await webhooksAtShop(world);
  if (left === null) world.onTrouble('the shop could not be asked for its webhooks at the end');
  for (const party of [shop, tunnel, handler]) await party.end('SIGTERM');
  await recorder.end('SIGTERM');
  return left ?? [];
}

async function calm(world: World, own: Own): Promise<void> {
  if (!own.isReady()) return;
  await command(world, own.project, ['control', 'faults', 'clear']);
  await command(world, own.project, ['control', 'answer', 'rescue']);
}

/** Whether no delivery of the shop waits, as its file says. */
async function isSettled({ folder }: World): Promise<boolean> {
  const state = JSON.parse(await readFile(folder.shopState, 'utf8')) as { engine: { deliveries: readonly unknown[] } };
  return state.engine.deliveries.length === 0;
}

/** A clean end, and a last session that works off what is queued and finds what was left. */
async function finish(world: World, own: Own): Promise<void> {
  await own.end('SIGTERM');
  world.note(`${own.name}, for the last time: ${await startUntilReady(world, own, () => plainWay(world))}`);
  if (!(await becomes(() => queuedIn(own) === 0, QUIET_WITHIN))) {
    world.onTrouble(`${own.name} still has ${queuedIn(own)} background calls queued at the end`);
  }
  await own.end('SIGTERM');
}

function queuedIn({ project }: Own): number {
  const db = openDatabase(join(project, '.upgates-dev', 'history.db'));
  try {
    return Number(db.get('SELECT count(*) AS n FROM queue')?.['n']);
  } finally {
    db.close();
  }
}
