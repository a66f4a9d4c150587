/**
 * Everybody who takes part, on loopback: a simulated shop that keeps itself in a file, a recorder, a tunnel server, a
 * handler, and two sessions of ours on one machine, of which one is killed again and again and one lives on.
 */
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Random } from '../../src/core/random.ts';
import { listen } from '../support/handler.ts';
import type { HandlerTask } from './handler-journal.ts';
import { mountDisk, type Disk } from './disk.ts';
import { createOwn, type Own } from './own.ts';
import { createParty, type Party } from './party.ts';
import { environmentIn, PROGRAM, soakProgram, type Folder } from './places.ts';
import type { RecorderReady, RecorderTask } from './recorder-journal.ts';

export const LOGIN = 'soak';
export const KEY = 'soak-key-73b1f2';

export interface World {
  readonly folder: Folder;
  readonly env: Readonly<Record<string, string>>;
  readonly handler: Party;
  readonly tunnel: Party;
  readonly shop: Party;
  readonly recorder: Party;
  readonly victim: Own;
  readonly survivor: Own;
  readonly disk: Disk;
  readonly handlerUrl: string;
  /** Through the recorder; known when it is up. */
  tunnelUrl(): string;
  readonly apiUrl: () => string;
  /** What happened, with the time, to the diary. */
  readonly note: (text: string) => void;
  /** What should not have happened; found again in the report. */
  readonly troubles: readonly string[];
  /** Adds to them. */
  readonly onTrouble: (text: string) => void;
  /** How often our programs ended with what. */
  readonly exits: Map<string, number>;
  /** What somebody wilfully does to whom just now, and has done. */
  readonly disturbances: Disturbance[];
}

export interface Disturbance {
  readonly name: string;
  readonly from: number;
  to: number;
}

export async function createWorld(folder: Folder, random: Random, trafficPerMinute: number): Promise<World> {
  const [handlerPort, tunnelPort, shopPort] = [await freePort(), await freePort(), await freePort()];
  const env = environmentIn(folder);
  const troubles: string[] = [];
  const exits = new Map<string, number>();
  const note = (text: string): void =>
    appendFileSync(join(folder.path, 'diary'), `${new Date().toISOString()} ${text}\n`);
  const onTrouble = (text: string): void => {
    note(`TROUBLE ${text}`);
    troubles.push(text);
  };
  const party = (name: string, command: (start: number, more: readonly string[]) => readonly string[]): Party =>
    createParty({
      name,
      command: (start, more) => ({ args: command(start, more), cwd: folder.path, env }),
      isUp: (said) => (name === 'shop' ? said.includes('"kind":"ready"') : said.includes('\n')),
      output: (file) => folder.output(file),
      onTrouble,
    });
  const recorderTask: RecorderTask = {
    tunnelPort,
    shopPort,
    shopState: folder.shopState,
    journal: folder.recorderJournal,
  };
  const recorder = party('recorder', () => [soakProgram('recorder'), JSON.stringify(recorderTask)]);
  const ports = (): RecorderReady => JSON.parse(recorder.said()) as RecorderReady;
  const apiUrl = (): string => `http://127.0.0.1:${ports().apiPort}/api/v2`;
  const own = (name: 'victim' | 'survivor'): Own =>
    createOwn({
      name,
      project: folder[name],
      env: () => ({
        ...env,
        UPGATES_API_URL: apiUrl(),
        UPGATES_API_LOGIN: LOGIN,
        UPGATES_API_KEY: KEY,
        ...(name === 'victim' ? { SOAK_CLOCK: folder.clock } : { SOAK_SAMPLES: folder.samples }),
      }),
      output: (file) => folder.output(file),
      onTrouble,
      onEnd: (exit) => {
        note(`${name} ended: ${exit}`);
        exits.set(`${name} ${exit}`, (exits.get(`${name} ${exit}`) ?? 0) + 1);
      },
    });
  const handlerTask = (start: number, isCalm: boolean): HandlerTask => ({
    port: handlerPort,
    journal: folder.handlerJournal,
    seed: `${random.fork('handler').next()}/${start}`,
    isCalm,
  });
  return {
    folder,
    env,
    recorder,
    tunnel: party('tunnel', () => [soakProgram('tunnel'), String(tunnelPort)]),
    handler: party('handler', (start, more) => [
      soakProgram('handler'),
      JSON.stringify(handlerTask(start, more.includes('calm'))),
    ]),
    shop: party('shop', (_, more) => [PROGRAM, ...shopArgs({ folder, port: shopPort, trafficPerMinute }), ...more]),
    victim: own('victim'),
    survivor: own('survivor'),
    disk: mountDisk(folder.victim),
    handlerUrl: `http://127.0.0.1:${handlerPort}/webhooks`,
    tunnelUrl: () => `http://127.0.0.1:${ports().tunnelPort}`,
    apiUrl,
    note,
    troubles,
    onTrouble,
    exits,
    disturbances: [],
  };
}

/** Sixty times as fast: a repeat after five seconds. Events do not come faster by that. */
function shopArgs(shop: { folder: Folder; port: number; trafficPerMinute: number }): readonly string[] {
  const fixed = ['simulate', '--json', '--port', String(shop.port), '--login', LOGIN, '--key', KEY, '--speed', '60'];
  return [...fixed, '--state', shop.folder.shopState, '--traffic', `${shop.trafficPerMinute}/min`];
}

/** Free now; whoever is killed comes back to it. */
async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  return port;
}
