/**
 * `npm run soak [-- --minutes 3] [--seed X] [--traffic 60] [--only lane,lane]`: sessions of ours under load while everybody
 * is killed, frozen and misled, ourselves first; then a look at what must have held. Exit 1 when something did not.
 */
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { createRandom } from '../../src/core/random.ts';
import type { Lane } from './action.ts';
import { CONTROL } from './actions/control.ts';
import { HANDLER } from './actions/handler.ts';
import { SHOP, TUNNEL } from './actions/outside.ts';
import { OWN } from './actions/own.ts';
import { rage, type Counts } from './chaos.ts';
import { CHECKS } from './checks.ts';
import { endInPeace } from './ending.ts';
import { gather, type Evidence } from './evidence.ts';
import { makeFolder } from './places.ts';
import { beStranger } from './stranger.ts';
import { figuresOf } from './figures.ts';
import { startVictim } from './victim.ts';
import { plainWay } from './ways.ts';
import { createWorld, type World } from './world.ts';

const LANES: readonly Lane[] = [HANDLER, TUNNEL, SHOP, OWN, CONTROL];

interface Options {
  readonly minutes: number;
  readonly seed: string;
  readonly traffic: number;
  readonly lanes: readonly Lane[];
}

async function main(): Promise<void> {
  const options = readOptions();
  const random = createRandom(options.seed);
  const folder = makeFolder();
  console.log(`Soak of ${options.minutes} min, seed ${options.seed}, Node ${process.versions.node}, in ${folder.path}`);
  const world = await createWorld(folder, random, options.traffic);
  try {
    const done = await live(world, options);
    const left = await endInPeace(world);
    const isHeld = await report(gather(world, left), done);
    console.log(
      isHeld ? 'All held.' : `Broken. Again: npm run soak -- ${again(options)}; what happened: ${folder.path}`,
    );
    process.exitCode = isHeld ? 0 : 1;
  } finally {
    await leave(world, process.exitCode === 0);
  }
}

function again({ minutes, seed, traffic, lanes }: Options): string {
  return `--minutes ${minutes} --seed ${seed} --traffic ${traffic} --only ${lanes.map(({ name }) => name).join(',')}`;
}

function readOptions(): Options {
  const text = (value: string): { type: 'string'; default: string } => ({ type: 'string', default: value });
  const { values } = parseArgs({
    options: {
      minutes: text('3'),
      seed: text(randomBytes(4).toString('hex')),
      traffic: text('60'),
      only: text(LANES.map(({ name }) => name).join(',')),
    },
  });
  const names = values.only.split(',');
  const lanes = LANES.filter(({ name }) => names.includes(name));
  const [minutes, traffic] = [Number(values.minutes), Number(values.traffic)];
  if (lanes.length === names.length && minutes > 0 && traffic > 0)
    return { minutes, seed: values.seed, traffic, lanes };
  throw new Error(`--minutes and --traffic take numbers; --only takes ${LANES.map(({ name }) => name).join(', ')}`);
}

interface Done {
  readonly counts: Counts;
  readonly strangers: number;
}

async function live(world: World, { minutes, seed, lanes }: Options): Promise<Done> {
  const random = createRandom(seed);
  for (const party of [world.recorder, world.tunnel, world.shop, world.handler]) await party.start();
  if (!(await world.survivor.start(plainWay(world)))) throw new Error('the first session did not become ready');
  world.note(`victim: ${await startVictim(world, random.fork('first'))}`);
  let isOver = false;
  const strangers = beStranger(world, random.fork('stranger'), () => isOver);
  const counts = await rage(world, { lanes, random: random.fork('chaos'), ms: minutes * 60_000 });
  isOver = true;
  return { counts, strangers: await strangers };
}

async function report(evidence: Evidence, { counts, strangers }: Done): Promise<boolean> {
  console.log(
    `\nDone: ${[...counts]
      .toSorted()
      .map(([name, count]) => `${name} ${count}`)
      .join(', ')}`,
  );
  console.log(`Strangers tried ${strangers} times. Load at the end ${loadavg()[0]?.toFixed(1)}.`);
  for (const figure of figuresOf(evidence)) console.log(figure);
  console.log('');
  let isHeld = true;
  for (const { name, look } of CHECKS) {
    const { held, text } = await look(evidence);
    console.log(`  ${held ? 'held  ' : 'BROKEN'} ${name}\n         ${text}`);
    isHeld &&= held;
  }
  for (const { db } of evidence.histories) db.close();
  return isHeld;
}

/** Also after a defect of the soak itself: nothing of it may run on. */
async function leave(world: World, isClean: boolean): Promise<void> {
  const { victim, survivor, shop, tunnel, handler, recorder, disk, folder } = world;
  for (const one of [victim, survivor, shop, tunnel, handler, recorder]) await one.end('SIGKILL');
  if (!isClean) return;
  disk.unmount();
  rmSync(folder.path, { recursive: true, force: true });
}

await main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
