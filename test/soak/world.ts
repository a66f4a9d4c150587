/**
 * Everybody who takes part, on loopback: a simulated shop that keeps itself in a file, a recorder, a tunnel server, a
 * handler, and sessions of ours on one machine: one that is killed again and again, a guest beside it, and one that lives on.
 */
import { appendFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Random } from '../../src/core/random.ts';
import { listen } from '../support/handler.ts';
import { mountDisk, type Disk } from './disk.ts';
import type { HandlerTask } from './handler-journal.ts';
import { createOwn, type Own, type OwnName } from './own.ts';
import { createParty, type Party } from './party.ts';
import { environmentIn, PROGRAM, soakProgram, type Folder } from './places.ts';
import type { RecorderReady, RecorderTask } from './recorder-journal.ts';

export const LOGIN = 'soak';
export const KEY = 'soak-key-73b1f2';

export interface World extends Diary {
  readonly folder: Folder;
  readonly env: Readonly<Record<string, string>>;
  readonly handler: Party;
  readonly tunnel: Party;
  readonly shop: Party;
  readonly recorder: Party;
  readonly victim: Own;
  readonly guest: Own;
  readonly survivor: Own;
  /** Of the victim's project, and of what the user's sessions share. */
  readonly disk: Disk;
  readonly stateDisk: Disk;
  readonly handlerUrl: string;
  /** Through the recorder; known when it is up. */
  readonly tunnelUrl: () => string;
  readonly apiUrl: () => string;
  /** What somebody wilfully does to whom just now, and has done. */
  readonly disturbances: Disturbance[];
}

export interface Disturbance {
  readonly name: string;
  readonly from: number;
  to: number;
}

interface Diary {
  /** What happened, with the time. */
  readonly note: (text: string) => void;
  /** What should not have happened; found again in the report. */
  readonly troubles: readonly string[];
  /** Adds to them. */
  readonly onTrouble: (text: string) => void;
  /** How often our programs ended with what. */
  readonly exits: Map<string, number>;
}

interface Ports {
  readonly handler: number;
  readonly tunnel: number;
  readonly shop: number;
}

export async function createWorld(folder: Folder, random: Random, traffic: number): Promise<World> {
  const [disk, stateDisk] = [mountDisk(folder.victim), mountDisk(folder.state)];
  for (const project of [folder.victim, folder.survivor]) writeFileSync(join(project, 'package.json'), '{}\n');
  const ports: Ports = { handler: await freePort(), tunnel: await freePort(), shop: await freePort() };
  const env = environmentIn(folder);
  const diary = openDiary(folder);
  const parties = createParties({ folder, env, ports, diary, random, traffic });
  const recorded = (): RecorderReady => JSON.parse(parties.recorder.said()) as RecorderReady;
  const apiUrl = (): string => `http://127.0.0.1:${recorded().apiPort}/api/v2`;
  const owns = createOwns({ folder, env, apiUrl, diary });
  const handlerUrl = `http://127.0.0.1:${ports.handler}/webhooks`;
  const tunnelUrl = (): string => `http://127.0.0.1:${recorded().tunnelPort}`;
  return {
    folder,
    env,
    disk,
    stateDisk,
    handlerUrl,
    tunnelUrl,
    apiUrl,
    disturbances: [],
    ...diary,
    ...parties,
    ...owns,
  };
}

function openDiary({ path }: Folder): Diary {
  const troubles: string[] = [];
  const note = (text: string): void => appendFileSync(join(path, 'diary'), `${new Date().toISOString()} ${text}\n`);
  const onTrouble = (text: string): void => {
    note(`TROUBLE ${text}`);
    troubles.push(text);
  };
  return { note, troubles, onTrouble, exits: new Map() };
}

interface PartiesOptions {
  readonly folder: Folder;
  readonly env: Readonly<Record<string, string>>;
  readonly ports: Ports;
  readonly diary: Diary;
  readonly random: Random;
  readonly traffic: number;
}

function createParties(options: PartiesOptions): Pick<World, 'handler' | 'tunnel' | 'shop' | 'recorder'> {
  const { folder, env, ports, diary, traffic } = options;
  const party = (name: string, command: (start: number, more: readonly string[]) => readonly string[]): Party =>
    createParty({
      name,
      command: (start, more) => ({ args: command(start, more), cwd: folder.path, env }),
      isUp: (said) => said.includes(name === 'shop' ? '"kind":"ready"' : '\n'),
      output: (file) => folder.output(file),
      onTrouble: diary.onTrouble,
    });
  return {
    recorder: party('recorder', () => [soakProgram('recorder'), JSON.stringify(recorderTask(folder, ports))]),
    tunnel: party('tunnel', () => [soakProgram('tunnel'), String(ports.tunnel)]),
    handler: party('handler', (start, more) => {
      const task = handlerTask(options, start, more.includes('calm'));
      return [soakProgram('handler'), JSON.stringify(task)];
    }),
    shop: party('shop', (_, more) => [PROGRAM, ...shopArgs(folder, ports, traffic), ...more]),
  };
}

function recorderTask({ shopState, recorderJournal }: Folder, { tunnel, shop }: Ports): RecorderTask {
  return { tunnelPort: tunnel, shopPort: shop, shopState, journal: recorderJournal };
}

function handlerTask({ folder, ports, random }: PartiesOptions, start: number, isCalm: boolean): HandlerTask {
  const seed = `${random.fork('handler').next()}/${start}`;
  return { port: ports.handler, journal: folder.handlerJournal, seed, isCalm };
}

/** Sixty times as fast: a repeat after five seconds. Events do not come faster by that. */
function shopArgs({ shopState }: Folder, { shop }: Ports, traffic: number): readonly string[] {
  const fixed = ['simulate', '--json', '--port', String(shop), '--login', LOGIN, '--key', KEY, '--speed', '60'];
  return [...fixed, '--state', shopState, '--traffic', `${traffic}/min`];
}

interface OwnsOptions {
  readonly folder: Folder;
  readonly env: Readonly<Record<string, string>>;
  readonly apiUrl: () => string;
  readonly diary: Diary;
}

function createOwns({ folder, env, apiUrl, diary }: OwnsOptions): Pick<World, OwnName> {
  const { note, exits, onTrouble } = diary;
  const onEnd = (name: OwnName) => (exit: number | string) => {
    note(`${name} ended: ${exit}`);
    exits.set(`${name} ${exit}`, (exits.get(`${name} ${exit}`) ?? 0) + 1);
  };
  const own = (name: OwnName, project: string, probe: Readonly<Record<string, string>>): Own =>
    createOwn({
      name,
      project,
      env: () => ({ ...env, ...probe, UPGATES_API_URL: apiUrl(), UPGATES_API_LOGIN: LOGIN, UPGATES_API_KEY: KEY }),
      output: (file) => folder.output(file),
      onTrouble,
      onEnd: onEnd(name),
    });
  return {
    victim: own('victim', folder.victim, { SOAK_CLOCK: folder.clock }),
    guest: own('guest', folder.victim, {}),
    survivor: own('survivor', folder.survivor, { SOAK_SAMPLES: folder.samples }),
  };
}

/** Free now; whoever is killed comes back to it. */
async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  return port;
}
