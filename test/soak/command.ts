/** Commands of ours from another terminal. In: a project and words. Out: how it ended; how it must not end is trouble. */
import { execFile } from 'node:child_process';
import { setPriority } from 'node:os';
import { PROGRAM } from './places.ts';
import { KEY, LOGIN, type World } from './world.ts';

/** 1: a verdict was not `delivered`. 3: it is starting, ending or gone. 2: there is none. */
const MAY_END_WITH = [0, 1, 2, 3];
const PATIENCE = 60_000;

/** Output and code of a command of ours in a project; a code that it must not have is trouble. */
export function command(world: World, project: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const options = { cwd: project, env: { ...world.env, ...credentials(world) }, timeout: PATIENCE, maxBuffer: 1e9 };
    const child = execFile(process.execPath, [PROGRAM, ...args], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : (error.code ?? error.signal ?? 'unknown');
      if (!MAY_END_WITH.some((one) => one === code) || /^\s+at /m.test(stderr)) {
        const text = `upgates-dev ${args.join(' ')} ended with ${code}: ${stderr.slice(0, 500)}`;
        world.onTrouble(text);
      }
      resolve(`${args.join(' ')}: ${code}${stdout === '' ? '' : `, ${stdout.trimEnd().split('\n').length} lines`}`);
    });
    if (child.pid !== undefined) setPriority(child.pid, 5);
  });
}

/** For `webhooks`; `control` needs none. */
function credentials({ apiUrl }: World): Record<string, string> {
  return { UPGATES_API_URL: apiUrl(), UPGATES_API_LOGIN: LOGIN, UPGATES_API_KEY: KEY };
}
