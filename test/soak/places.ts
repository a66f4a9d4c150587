/**
 * Where things are. The soak runs from `node_modules/.soak`, where esbuild puts it: two folders below the project. What it
 * makes lies in a folder of its own, which stays when something was broken.
 */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What users run. */
export const PROGRAM: string = fileURLToPath(new URL('../../bin/upgates-dev.js', import.meta.url));

/** A program of `test/soak/programs`. */
export function soakProgram(name: 'handler' | 'tunnel' | 'recorder' | 'probe'): string {
  return fileURLToPath(new URL(`programs/${name}.js`, import.meta.url));
}

export interface Folder {
  readonly path: string;
  /** Projects of two developers on one machine. */
  readonly victim: string;
  readonly survivor: string;
  readonly shopState: string;
  readonly handlerJournal: string;
  readonly recorderJournal: string;
  readonly samples: string;
  readonly clock: string;
  /** Ledgers, leases, doors: of the user, not of a project. */
  readonly state: string;
  readonly runtime: string;
  readonly temporary: string;
  /** Where a process of this name writes. */
  output(name: string): string;
}

export function makeFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'upgates-dev-soak-'));
  const made = (name: string): string => {
    mkdirSync(join(path, name), { mode: 0o700 });
    return join(path, name);
  };
  const out = made('out');
  const folder: Folder = {
    path,
    victim: made('victim'),
    survivor: made('survivor'),
    shopState: join(made('shop'), 'shop.json'),
    handlerJournal: join(path, 'handler.ndjson'),
    recorderJournal: join(path, 'recorder.ndjson'),
    samples: join(path, 'samples.ndjson'),
    clock: join(path, 'clock'),
    state: made('state'),
    runtime: made('run'),
    temporary: made('tmp'),
    output: (name) => join(out, name),
  };
  for (const file of [folder.handlerJournal, folder.recorderJournal, folder.samples]) writeFileSync(file, '');
  return folder;
}

/** Nothing of the person who runs this. */
export function environmentIn({ path, state, runtime, temporary }: Folder): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: path,
    XDG_STATE_HOME: state,
    XDG_RUNTIME_DIR: runtime,
    TMPDIR: temporary,
  };
}
