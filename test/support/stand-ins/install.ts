/**
 * Puts a stand-in for a tunnel program on a PATH of its own. In: which one. Out: the environment in which it is found, what
 * it was started with, a hand on how it behaves, and what is left of it.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { StandInBehaviour, StandInRun } from './stage.ts';

export type StandInName = 'cloudflared' | 'ngrok';

export interface StandIn {
  readonly folder: string;
  /** The PATH has it first. */
  readonly env: Readonly<Record<string, string>>;
  /** Of runs that begin from now on; what is left out is as usual. */
  behave(behaviour: StandInBehaviour): void;
  runs(): readonly StandInRun[];
  /** Processes of it that live, its children included; Linux only. */
  alive(): readonly number[];
  /** To its latest run. */
  signal(name: NodeJS.Signals): void;
  /** Ends what is left, and removes it. */
  remove(): void;
}

export async function installStandIn(name: StandInName): Promise<StandIn> {
  const folder = mkdtempSync(join(tmpdir(), 'upgates-dev-test-'));
  await build({
    entryPoints: [fileURLToPath(new URL(`./${name}.ts`, import.meta.url))],
    outfile: join(folder, name),
    bundle: true,
    format: 'cjs',
    platform: 'node',
    banner: { js: `#!${process.execPath}` },
    logLevel: 'silent',
  });
  await chmod(join(folder, name), 0o755);
  const runs = (): readonly StandInRun[] => readRuns(folder);
  const alive = (): readonly number[] => processesWith(`STAND_IN=${folder}`);
  return {
    folder,
    env: { PATH: `${folder}:${process.env['PATH'] ?? ''}`, STAND_IN: folder },
    behave: (behaviour) => writeFileSync(join(folder, 'behaviour.json'), JSON.stringify(behaviour)),
    runs,
    alive,
    signal(signal) {
      const latest = runs().at(-1);
      if (latest !== undefined) process.kill(latest.pid, signal);
    },
    remove() {
      for (const pid of alive()) end(pid);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function readRuns(folder: string): readonly StandInRun[] {
  try {
    const lines = readFileSync(join(folder, 'runs.jsonl'), 'utf8').trim().split('\n');
    return lines.map((line) => JSON.parse(line) as StandInRun);
  } catch {
    return [];
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

/** By a variable that the stand-in and its children carry; the test's own processes may carry it too, and are left out. */
function processesWith(mark: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
    .filter((pid) => read(pid, 'environ').split('\0').includes(mark) && isStandIn(read(pid, 'cmdline')))
    .map(Number);
}

function isStandIn(command: string): boolean {
  return /\/(?:cloudflared|ngrok)\0|setInterval/.test(command);
}

function read(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return '';
  }
}
