/**
 * docs/tutorial.md, done as a reader does it: every file written, every command run in one folder, one after the other, and
 * what the page shows of the output is there. Times, ports and seeds are any number.
 */
import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTerminal } from '../support/terminal.ts';

const TOP = fileURLToPath(new URL('../../', import.meta.url));
const text = await readFile(join(TOP, 'docs/tutorial.md'), 'utf8');

interface Block {
  readonly language: string;
  /** What stands behind the language: a file's name, or how the commands are to be run. */
  readonly how: string;
  readonly text: string;
}

const BLOCKS: readonly Block[] = [...text.matchAll(/^```(\w+)(?: ([^\n]+))?\n(.*?)^```$/gms)].map(
  ([, language = '', how = '', content = '']) => ({ language, how, text: content }),
);

let folder = '';
/** The page says 3000; here it is any port that is free. */
let port = '';
const background: (() => Promise<void>)[] = [];
let output = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'upgates-dev-tutorial-'));
  port = String(await freePort());
});

afterAll(async () => {
  await endBackground();
  await rm(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: found } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return found;
}

async function endBackground(): Promise<void> {
  for (const end of background.splice(0)) await end();
}

function environment(): NodeJS.ProcessEnv {
  const nobody = { UPGATES_API_URL: '', UPGATES_API_LOGIN: '', UPGATES_API_KEY: '' };
  return {
    ...process.env,
    HOME: folder,
    XDG_STATE_HOME: '',
    NO_COLOR: '1',
    NODE_OPTIONS: '',
    NODE_TEST_CONTEXT: undefined,
    ...nobody,
  };
}

const project = (): string => join(folder, 'shop-hooks');

/** What the package's registry would bring: the package as it is built here. */
async function install(): Promise<void> {
  const modules = join(project(), 'node_modules');
  await mkdir(join(modules, '.bin'), { recursive: true });
  await symlink(TOP, join(modules, 'upgates-dev'));
  await symlink(join(TOP, 'bin/upgates-dev.js'), join(modules, '.bin/upgates-dev'));
}

interface Ran {
  readonly exit: number;
  readonly output: string;
}

function shell(command: string, cwd: string): Promise<Ran> {
  return new Promise((resolve) => {
    const done = (error: { readonly code?: unknown } | null, stdout: string, stderr: string): void =>
      resolve({ exit: error === null ? 0 : Number(error.code ?? -1), output: stdout + stderr });
    execFile('bash', ['-c', command], { cwd, env: environment(), timeout: 60_000 }, done);
  });
}

const PREPARED = /^(?:mkdir|cd|npm init)\b/;

async function runLines(block: Block): Promise<void> {
  const expected = /^exit (\d+)$/.exec(block.how)?.[1] ?? '0';
  const lines = block.text.trim().split('\n').map(withPort);
  if (lines.some((line) => PREPARED.test(line))) {
    const installing = lines.find((line) => line.startsWith('npm install'));
    expect(installing).toBe('npm install --save-dev upgates-dev');
    const others = lines.filter((line) => line !== installing).join(' && ');
    expect(await shell(others, folder)).toMatchObject({ exit: 0 });
    return install();
  }
  for (const line of lines) {
    const ran = await shell(line, project());
    expect(ran.exit, `${line}\n${ran.output}`).toBe(Number(expected));
    ({ output } = ran);
  }
}

function withPort(line: string): string {
  return line.replaceAll(/\b3000\b/g, port);
}

/** Until it listens, as a reader waits for the prompt. */
async function runInBackground(block: Block): Promise<void> {
  await endBackground();
  const child = spawn('bash', ['-c', `exec ${block.text.trim()}`], {
    cwd: project(),
    env: environment(),
    stdio: 'ignore',
  });
  const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  background.push(async () => {
    child.kill('SIGTERM');
    await exit;
  });
  // A connection and no call: the first handler dies of one without a body.
  const isUp = (): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => resolve(true));
      socket.once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
  await expect.poll(isUp, { timeout: 20_000, interval: 50 }).toBe(true);
}

async function runOnScreen(block: Block): Promise<void> {
  const [command = '', ...args] = block.text.trim().split(' ');
  const terminal = openTerminal({ command, args, cols: 100, rows: 30, cwd: project(), env: environment() });
  await terminal.waitFor((rows) => rows.some((row) => row.includes('✓ delivered')), 30_000);
  terminal.press('q');
  expect(await terminal.exit).toBe(0);
}

async function write({ how, text: content }: Block): Promise<void> {
  const path = join(project(), how);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, how.endsWith('.yml') ? content : withPort(content));
}

/** Each `run` line but the one that installs, which is done. */
async function runWorkflow({ text: content }: Block): Promise<void> {
  await endBackground();
  const runs = [...content.matchAll(/^\s+- run: (.+)$/gm)].map(([, line = '']) => line);
  expect(runs[0]).toBe('npm ci');
  for (const line of runs.slice(1)) {
    const ran = await shell(withPort(line), project());
    expect(ran.exit, `${line}\n${ran.output}`).toBe(0);
  }
}

/** The lines of the page are in the output, in their order; `…` is any rest of a line. */
function compare({ text: content }: Block): void {
  const shown = output.split('\n').map(plain);
  let from = 0;
  for (const line of content.trimEnd().split('\n').map(plain)) {
    const fits = (one: string): boolean => (line.endsWith('…') ? one.startsWith(line.slice(0, -1)) : one === line);
    const found = shown.findIndex((one, index) => index >= from && fits(one));
    expect(found, `the page says "${line}", the command said:\n${shown.join('\n')}`).toBeGreaterThanOrEqual(0);
    from = found + 1;
  }
}

/** Times and lengths of time are any; counts are not. */
function plain(line: string): string {
  return line
    .replaceAll(/\d\d:\d\d:\d\d/g, 'TIME')
    .replaceAll(/\d+ ms/g, 'MS')
    .replaceAll(/ +/g, ' ')
    .trim();
}

async function perform(block: Block): Promise<void> {
  if (block.language === 'text') return compare(block);
  if (block.language !== 'sh') {
    await write(block);
    return block.language === 'yaml' ? runWorkflow(block) : undefined;
  }
  if (block.how === 'screen') return runOnScreen(block);
  if (block.how === 'in another terminal') return runInBackground(block);
  // Where the tool starts the handler itself, the one of before has been closed.
  if (block.text.includes('--start')) await endBackground();
  return runLines(block);
}

it('does all that docs/tutorial.md says', async () => {
  expect(BLOCKS.filter(({ language }) => language === 'sh').length).toBeGreaterThan(8);
  for (const block of BLOCKS) await perform(block);
});
