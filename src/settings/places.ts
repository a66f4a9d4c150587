/**
 * Where things are kept. History, log and edit files: `.upgates-dev/` beside the nearest `package.json`, `.git` or
 * configuration, else in the user's state directory. Ledger, leases and machine id: the user's state directory, because
 * a project folder may be copied or cleaned. `--data-dir` moves both.
 */
import { existsSync } from 'node:fs';
import { homedir, tmpdir, userInfo } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { CONFIG_NAME, findUpward } from './config-file.ts';
import type { Variables } from './environment.ts';

export interface Places {
  /** History, log, edit files. */
  readonly dataDir: string;
  /** Ledger, leases, machine id. */
  readonly stateDir: string;
}

export interface PlacesRequest {
  readonly cwd: string;
  readonly env: Variables;
  /** `--data-dir`, absolute. */
  readonly dataDir: string | null;
  /** A configuration given by name counts as the nearest. */
  readonly configFile: string | null;
}

export function findPlaces({ cwd, env, dataDir, configFile }: PlacesRequest): Places {
  if (dataDir !== null) return { dataDir, stateDir: join(dataDir, 'state') };
  const stateDir = userStateDir(env);
  const project = configFile ?? findUpward(cwd, ['package.json', '.git', CONFIG_NAME], existsSync);
  return { dataDir: project === null ? join(stateDir, 'data') : join(dirname(project), '.upgates-dev'), stateDir };
}

/** `$XDG_STATE_HOME/upgates-dev`, or what stands for it on this system. */
function userStateDir(env: Variables): string {
  const xdg = env['XDG_STATE_HOME'] ?? '';
  // A relative path here is to be ignored (XDG Base Directory specification).
  if (isAbsolute(xdg)) return join(xdg, 'upgates-dev');
  const home = env['HOME'] || env['USERPROFILE'] || homedir();
  if (process.platform === 'win32') return join(env['LOCALAPPDATA'] || join(home, 'AppData', 'Local'), 'upgates-dev');
  if (process.platform === 'darwin') return join(home, 'Library', 'Application Support', 'upgates-dev');
  return join(home, '.local', 'state', 'upgates-dev');
}

/**
 * Folders for the socket of a control door, in the order in which they are tried: the system's own for such things, then
 * the temporary one. A user's name of ours keeps several users apart; whose it is and who can get in is checked there.
 */
export function controlFolders(env: Variables, { stateDir }: Pick<Places, 'stateDir'>): readonly string[] {
  const runtime = env['XDG_RUNTIME_DIR'] ?? '';
  const own = `upgates-dev-${userInfo().uid}`;
  const temporary = [tmpdir(), '/tmp'].map((folder) => join(folder, own));
  const all = [...(isAbsolute(runtime) ? [join(runtime, 'upgates-dev')] : []), ...temporary, join(stateDir, 'run')];
  return [...new Set(all)];
}
