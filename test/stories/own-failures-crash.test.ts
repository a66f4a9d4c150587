/**
 * A bug of ours, a terminal that goes away, a reader that leaves: the terminal is restored, the webhooks are removed, the
 * exit code tells what it was, and a stack trace is in the log only. Bugs are let in through Node's own `--import`.
 */
import { spawn as spawnChild } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dataDirOf, endBy, isReady, openBench, type Bench } from '../support/killed-program.ts';
import { BIN } from '../support/program.ts';
import { credentialsFor } from '../support/shop-double.ts';
import { openTerminal } from '../support/terminal.ts';

let bench: Bench;

beforeEach(async () => {
  bench = await openBench();
});

afterEach(() => bench.close());

/** Code that Node runs before the program, as a value of NODE_OPTIONS. */
const letIn = (code: string): Record<string, string> => ({
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}`,
});

const onSignal = (code: string): Record<string, string> => letIn(`process.on('SIGUSR2', () => { ${code} })`);

const BUGS: readonly [string, string][] = [
  ['an exception in a timer', `setTimeout(() => { throw new TypeError('boom at the moon') }, 1)`],
  ['a rejection that nobody handles', `Promise.reject(new TypeError('boom at the moon'))`],
  ['something that is no error', `setTimeout(() => { throw 'boom at the moon' }, 1)`],
  ['one bug after the other', `setInterval(() => { throw new TypeError('boom at the moon') }, 5)`],
];

const logOf = (): string => readFileSync(join(dataDirOf(bench.folder), 'upgates-dev.log'), 'utf8');

describe('a bug', () => {
  it.each(BUGS)('as %s: webhooks removed, exit 70, the stack in the log only', async (name, code) => {
    const program = bench.start([], onSignal(code));
    await program.line(isReady);
    program.kill('SIGUSR2');
    expect(await program.exit).toBe(70);
    expect(bench.shop.webhooks).toEqual([]);
    expect(program.lines().find(({ kind }) => kind === 'error')).toMatchObject({ code: 'internal', exit: 70 });
    const end = program.lines().filter(({ kind }) => kind === 'end');
    expect(end).toMatchObject([{ reason: 'error', webhooksRemoved: 3, webhooksLeft: 0, exit: 70 }]);
    expect(program.lines().at(-1)?.kind).toBe('end');
    expect(program.stderr()).toContain('boom at the moon');
    expect(program.stderr() + program.stdout()).not.toMatch(/^\s+at /m);
    if (name !== 'something that is no error') expect(logOf()).toMatch(/TypeError: boom at the moon\n\s+at /);
  });

  it('while cleaning up after an end in order makes that end a failure', async () => {
    const program = bench.start(['--duration', '300ms'], onSignal(BUGS[0]?.[1] ?? ''));
    await program.line(isReady);
    bench.shop.misbehave = ({ what }) => {
      if (what.startsWith('DELETE')) program.kill('SIGUSR2');
      return null;
    };
    expect(await program.exit).toBe(70);
    expect(program.lines().at(-1)).toMatchObject({ kind: 'end', reason: 'duration', webhooksLeft: 0, exit: 70 });
    expect(bench.shop.webhooks).toEqual([]);
  });

  it('in the middle of the start undoes what was done', async () => {
    const program = bench.start([], onSignal(BUGS[0]?.[1] ?? ''));
    await program.line((line) => line.kind === 'webhook');
    program.kill('SIGUSR2');
    expect(await program.exit).toBe(70);
    expect(bench.shop.webhooks).toEqual([]);
  });

  it('under the screen gives the terminal back first, and then one sentence', async () => {
    const terminal = openScreen(onSignal(BUGS[0]?.[1] ?? ''));
    await terminal.waitFor((rows) => rows.some((row) => row.includes('waiting') || row.includes('Orders')));
    expect(terminal.isAlternate()).toBe(true);
    await ready();
    terminal.kill('SIGUSR2');
    expect(await terminal.exit).toBe(70);
    expect(terminal.isAlternate()).toBe(false);
    expect(terminal.history().join('\n')).toContain('boom at the moon');
    expect(terminal.history().join('\n')).not.toMatch(/^\s+at /m);
    expect(bench.shop.webhooks).toEqual([]);
    expect(logOf()).toMatch(/TypeError: boom at the moon\n\s+at /);
    await terminal.close();
  });
});

const listenArgs = (): string[] => [
  BIN,
  'listen',
  '--tunnel',
  'none',
  '--event',
  'Orders.*',
  '--data-dir',
  dataDirOf(bench.folder),
];

function openScreen(env: Record<string, string>): ReturnType<typeof openTerminal> {
  return openTerminal({
    command: process.execPath,
    args: listenArgs(),
    cols: 100,
    rows: 30,
    cwd: bench.folder,
    env: { HOME: bench.folder, ...credentialsFor(bench.shop), ...env },
  });
}

/** Until all webhooks are at the shop; the screen needs a moment more. */
async function ready(): Promise<void> {
  for (let waited = 0; bench.shop.webhooks.length < 3; waited += 1) {
    if (waited > 2000) throw new Error('never ready');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe('a terminal that goes away', () => {
  it.each([
    ['the screen', []],
    ['lines', ['--output', 'lines']],
    ['JSON', ['--json']],
  ])('with %s: webhooks removed, exit 129', async (_, args) => {
    const pty = spawn(process.execPath, [...listenArgs(), ...args], {
      cols: 80,
      rows: 24,
      cwd: bench.folder,
      env: { PATH: process.env['PATH'] ?? '', HOME: bench.folder, TERM: 'xterm', ...credentialsFor(bench.shop) },
    });
    const exit = new Promise((resolve) => {
      pty.onExit(({ exitCode, signal }) => resolve(signal ? `signal ${signal}` : exitCode));
    });
    await ready();
    hangUp(pty);
    expect(await exit).toBe(129);
    expect(bench.shop.webhooks).toEqual([]);
  });
});

/** In a session of its own a program is not told by SIGHUP: it has to notice by itself. */
const ALONE = `setsid sh -c '"$0" "$@"; echo $? > exit-code' "$0" "$@"; true`;

describe('a terminal that goes away without a signal', () => {
  it.runIf(process.platform === 'linux')('with the screen: webhooks removed, exit 129', async () => {
    const args = ['-c', ALONE, process.execPath, ...listenArgs()];
    const env = { PATH: process.env['PATH'] ?? '', HOME: bench.folder, TERM: 'xterm', ...credentialsFor(bench.shop) };
    const pty = spawn('sh', args, { cols: 80, rows: 24, cwd: bench.folder, env });
    let drawn = '';
    pty.onData((data) => (drawn += data));
    await ready();
    await vi.waitFor(() => expect(drawn).toContain('Waiting for the first call'), { timeout: 20_000 });
    hangUp(pty);
    const code = await vi.waitFor(() => readFileSync(join(bench.folder, 'exit-code'), 'utf8'), { timeout: 30_000 });
    expect(code.trim()).toBe('129');
    expect(bench.shop.webhooks).toEqual([]);
  });
});

/** Closes our end, as a terminal window that is closed does. */
function hangUp(pty: ReturnType<typeof spawn>): void {
  if ('destroy' in pty && typeof pty.destroy === 'function') pty.destroy();
  else throw new Error('this pty cannot be closed');
}

describe('a reader that leaves', () => {
  it.each([
    ['JSON', ['--json']],
    ['lines', ['--output', 'lines']],
  ])('of %s after the first line ends the session in order', async (_, args) => {
    const child = spawnChild(
      'sh',
      ['-c', '{ "$0" "$@"; echo $? >&2; } | head -1', process.execPath, ...listenArgs(), ...args],
      {
        cwd: bench.folder,
        env: { PATH: process.env['PATH'] ?? '', HOME: bench.folder, ...credentialsFor(bench.shop) },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    await new Promise((resolve) => child.once('close', resolve));
    expect(stderr.trim()).toBe('0');
    expect(bench.shop.webhooks).toEqual([]);
  });

  it('of both outputs is not answered with a storm of errors', async () => {
    const program = bench.start(
      [],
      letIn(`process.stderr.destroy(); process.on('SIGUSR2', () => { throw new Error('boom') })`),
    );
    await program.line(isReady);
    program.kill('SIGUSR2');
    expect(await program.exit).toBe(70);
    expect(program.lines().filter(({ kind }) => kind === 'error')).toHaveLength(1);
    expect(bench.shop.webhooks).toEqual([]);
  });
});

it('SIGTERM before anything is open ends at once', async () => {
  const program = bench.start();
  expect([143, 'SIGTERM']).toContain(await endBy(program, 'SIGTERM'));
  expect(bench.shop.webhooks).toEqual([]);
});
