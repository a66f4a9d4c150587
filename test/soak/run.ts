/**
 * `npm run soak [-- --minutes 3] [--seed X] [--traffic 60] [--haste 1] [--only lane,lane]`: sessions of ours under load while everybody
 * is killed, frozen and misled, ourselves first; then a look at what must have held. Exit 1 when something did not.
 */
import { rmSync } from 'node:fs';
import { createRandom } from '../../src/core/random.ts';
import { rage } from './chaos.ts';
import { endInPeace } from './ending.ts';
import { closeEvidence, gather } from './evidence.ts';
import { inWords, readOptions, type Options } from './options.ts';
import { makeFolder } from './places.ts';
import { report, type Done } from './report.ts';
import { beStranger } from './stranger.ts';
import { startUntilReady, startVictim } from './start.ts';
import { keepWatch } from './watch.ts';
import { plainWay } from './ways.ts';
import { createWorld, type World } from './world.ts';

async function main(): Promise<void> {
  const options = readOptions();
  const folder = makeFolder();
  console.log(`Soak: ${inWords(options)}; Node ${process.versions.node}, in ${folder.path}`);
  const world = await createWorld(folder, createRandom(options.seed), options.traffic);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void leaveAtOnce(world));
  let isHeld = false;
  try {
    isHeld = await soak(world, options);
  } finally {
    await leave(world, isHeld);
  }
  process.exitCode = isHeld ? 0 : 1;
  if (!isHeld)
    console.log(`Again: npm run soak -- ${inWords(options)}. What happened is in ${folder.path}: see its diary.`);
}

async function soak(world: World, options: Options): Promise<boolean> {
  const done = await live(world, options);
  const evidence = gather(world, await endInPeace(world));
  const isHeld = await report(evidence, done);
  closeEvidence(evidence);
  return isHeld;
}

async function live(world: World, { minutes, seed, lanes, haste }: Options): Promise<Done> {
  const random = createRandom(seed);
  for (const party of [world.recorder, world.tunnel, world.shop, world.handler]) await party.start();
  world.note(`survivor: ${await startUntilReady(world, world.survivor, () => plainWay(world))}`);
  world.note(`victim: ${await startVictim(world, random.fork('first'))}`);
  let isOver = false;
  const strangers = beStranger(world, random.fork('stranger'), () => isOver);
  const looked = keepWatch(world, () => isOver);
  const counts = await rage(world, { lanes, random: random.fork('chaos'), ms: minutes * 60_000, haste });
  isOver = true;
  return { counts, strangers: await strangers, looked: await looked };
}

/** Also after a defect of the soak itself: nothing of it may run on, and no file system stay mounted. */
async function leave(world: World, isClean: boolean): Promise<void> {
  const { victim, guest, survivor, shop, tunnel, handler, recorder, disk, stateDisk, folder } = world;
  for (const one of [victim, guest, survivor, shop, tunnel, handler, recorder]) await one.end('SIGKILL');
  for (const one of [disk, stateDisk]) one.unmount(!isClean);
  if (isClean) rmSync(folder.path, { recursive: true, force: true });
}

async function leaveAtOnce(world: World): Promise<void> {
  await leave(world, true);
  process.exit(130);
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exitCode = 1;
});
