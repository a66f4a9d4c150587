/** Nothing of ours is left: at the shop, in the system, in folders that we share with others. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readLedger } from '../../../src/register/ledger-record.ts';
import { findingOf, type Check } from '../check.ts';

export const NO_WEBHOOK: Check = {
  name: 'no webhook is left at the shop',
  look: ({ webhooksLeft, world }) =>
    findingOf(
      `after ${world.victim.starts()} starts of one session and ${world.survivor.starts()} of the other`,
      webhooksLeft.map(({ id, name }) => `${id} ${name}`),
    ),
};

export const NO_PROCESS: Check = {
  name: 'no process is left',
  look: ({ world }) => findingOf('all that mention the folder of this soak', processesOf(world.folder.path)),
};

function processesOf(folder: string): readonly string[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map((pid) => `${pid} ${read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')}`)
    .filter((line) => line.includes(folder));
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

export const NO_FILE: Check = {
  name: 'no lease, door, socket or temporary file is left',
  look({ world: { folder } }) {
    const shared = [folder.state, folder.runtime, folder.temporary].flatMap(filesBelow);
    const beside = readdirSync(join(folder.path, 'shop')).filter((name) => name !== 'shop.json');
    const waiting = shared.filter(isWaiting);
    const left = [...shared, ...beside].filter((path) => !path.endsWith('machine-id') && !waiting.includes(path));
    return findingOf(
      `state, runtime and temporary folder; ${waiting.length} ledgers of cut POSTs wait for their hour`,
      left,
    );
  },
};

/** A POST whose answer was cut may still be on its way: its ledger is kept until it is an hour old, and nothing else of it. */
function isWaiting(path: string): boolean {
  const entries = path.includes('/ledgers/') ? (readLedger(readFileSync(path, 'utf8'))?.entries ?? []) : [];
  return entries.length > 0 && entries.every(({ id }) => id === null);
}

function filesBelow(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  return names.filter((path) => !statSync(path).isDirectory());
}
