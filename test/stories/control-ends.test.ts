/** However a session ends, nothing is left of its control door; what a killed one left goes with the next. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { BIN, startProgram, temporaryFolder, type Program } from '../support/program.ts';
import { openTerminal } from '../support/terminal.ts';

let folder: { path: string; remove: () => Promise<void> };
let started: Program[] = [];

beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(async () => {
  for (const program of started) program.kill('SIGKILL');
  await Promise.all(started.map((program) => program.exit));
  started = [];
  await folder.remove();
});

const ARGS = ['listen', '--shop', 'simulated', '--traffic', '0', '-e', 'Orders.create'];

function envFor(path: string): Record<string, string> {
  return { HOME: path, XDG_STATE_HOME: join(path, 'state'), XDG_RUNTIME_DIR: join(path, 'run') };
}

function start(env: Readonly<Record<string, string>> = envFor(folder.path)): Program {
  const program = startProgram({ args: [...ARGS, '--json'], cwd: folder.path, env });
  started.push(program);
  return program;
}

const ready = (program: Program): Promise<unknown> => program.line(({ kind }) => kind === 'ready');

const namesIn = (path: string): readonly string[] => (existsSync(path) ? readdirSync(path) : []);

/** Sockets, and the files that lead to them. */
const left = (): readonly string[] => [
  ...namesIn(join(folder.path, 'run', 'upgates-dev')),
  ...namesIn(join(folder.path, 'state', 'upgates-dev', 'doors')),
];

it.each([
  ['SIGTERM', 143],
  ['SIGINT', 130],
  ['SIGHUP', 129],
] as const)('%s leaves nothing', async (signal, code) => {
  const program = start();
  await ready(program);
  expect(left()).toHaveLength(2);
  program.kill(signal);
  expect(await program.exit).toBe(code);
  expect(left()).toEqual([]);
});

it('q on the screen leaves nothing', async () => {
  const args = [BIN, ...ARGS];
  const terminal = openTerminal({
    command: process.execPath,
    args,
    cols: 100,
    rows: 30,
    cwd: folder.path,
    env: envFor(folder.path),
  });
  await vi.waitFor(() => expect(left()).toHaveLength(2), { timeout: 20_000 });
  await terminal.waitFor((rows) =>
    rows.some((row) => row.includes('Waiting for the first call') || row.includes('simulated')),
  );
  terminal.press('q');
  expect(await terminal.exit).toBe(0);
  expect(left()).toEqual([]);
  await terminal.close();
});

it('what a killed session left goes with the next start, and is not spoken to before', async () => {
  const killed = start();
  await ready(killed);
  const [socket] = left();
  killed.kill('SIGKILL');
  await killed.exit;
  expect(left()).toHaveLength(2);
  const asked = startProgram({ args: ['control', 'state'], cwd: folder.path, env: envFor(folder.path) });
  expect(await asked.exit).toBe(2);
  expect(asked.stderr()).toContain('No session is running');
  const again = start();
  await ready(again);
  expect(left()).toHaveLength(2);
  expect(left()).not.toContain(socket);
});

it('where no socket can be, the session says so and goes on', async () => {
  const long = join(folder.path, 'x'.repeat(100));
  mkdirSync(long);
  // A state directory whose place for doors is taken by a file: nowhere to tell of the door.
  mkdirSync(join(long, 'upgates-dev'), { recursive: true });
  writeFileSync(join(long, 'upgates-dev', 'doors'), '');
  const program = start({ ...envFor(folder.path), XDG_STATE_HOME: long });
  await ready(program);
  expect(program.lines().filter(({ kind }) => kind === 'notice')).toContainEqual(
    expect.objectContaining({ code: 'no-control-door', level: 'warning' }),
  );
  expect(left()).toEqual([]);
  program.kill('SIGTERM');
  expect(await program.exit).toBe(143);
});

it('a folder for sockets that is too deep is passed over', async () => {
  const deep = join(folder.path, 'y'.repeat(90));
  mkdirSync(deep);
  const program = start({ ...envFor(folder.path), XDG_RUNTIME_DIR: deep });
  await ready(program);
  const state = startProgram({ args: ['control', 'state', '--json'], cwd: folder.path, env: envFor(folder.path) });
  expect(await state.exit).toBe(0);
  expect(state.lines()).toMatchObject([{ kind: 'state', phase: 'ready' }]);
  expect(namesIn(join(deep, 'upgates-dev'))).toEqual([]);
});
