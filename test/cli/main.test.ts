import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.ts';
import { reportFailure } from '../../src/cli/failure-report.ts';
import { logOf } from '../../src/cli/crash-log.ts';
import type { Io } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';
import { programVersion } from '../../src/cli/version.ts';
import { COMMON_OPTIONS } from '../../src/settings/options/session.ts';
import { projectWith } from '../settings/sources.ts';
import { NOW, run } from './fake-io.ts';

describe('help and version', () => {
  it.each(['-V', '--version'])('%s', async (flag) => {
    const { exit, stdout, stderr } = await run([flag]);
    expect({ exit, stdout, stderr }).toEqual({ exit: 0, stdout: `${programVersion()}\n`, stderr: '' });
    expect(programVersion()).toMatch(/^\d+\.\d+\.\d+/);
  });

  it('lists the commands', async () => {
    const { exit, stdout } = await run(['--help']);
    expect(exit).toBe(0);
    for (const name of ['listen', 'simulate', 'history', 'webhooks', 'doctor'])
      expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
    expect(stdout).toContain('Examples:');
  });

  it.each(COMMANDS.map((command) => [command.path, command] as const))(
    '%s has help with examples',
    async (path, command) => {
      const { exit, stdout, stderr } = await run([...path.split(' '), '--help']);
      expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
      for (const { name } of [...command.options, ...COMMON_OPTIONS]) expect(stdout).toContain(`--${name}`);
      for (const example of command.examples) expect(stdout).toContain(example);
    },
  );
});

describe('a mistake on the command line is exit 2 and one sentence', () => {
  it.each<[readonly string[], string]>([
    [['histroy'], 'error: There is no command "histroy".\n  Did you mean history?\n'],
    [
      ['frobnicate'],
      'error: There is no command "frobnicate".\n  There are: listen, simulate, trigger, replay, test, control, history, fixtures, webhooks, doctor, init, completion.\n',
    ],
    [
      ['history'],
      'error: history alone does nothing.\n  There are: history list, history show, history export, history diff, history prune.\n',
    ],
    [['history', 'lsit'], 'error: There is no command "history lsit".\n  Did you mean list?\n'],
    [['--prot', '1'], "error: Unknown option '--prot'.\n  Did you mean --port?\n"],
    [['history', 'list', '--limti', '1'], "error: Unknown option '--limti'.\n  Did you mean --limit?\n"],
    [['listen', '--port'], "error: Option '--port <n>' argument missing.\n  upgates-dev --help lists what there is.\n"],
    [['history', 'show'], "error: Missing required argument 'id'.\n  upgates-dev --help lists what there is.\n"],
    [['--port', 'x'], 'error: --port is "x", but it must be a whole number from 0 to 65535.\n'],
    [
      ['simulate', '--plan', 'iron'],
      'error: --plan is "iron", but it must be bronze, silver, gold, platinum or unlimited.\n',
    ],
    [['--event', 'Orders.*,Foo.*'], 'error: --event is "Foo.*", but Upgates has no such event.\n'],
  ])('%j', async (argv, text) => {
    const { exit, stdout, stderr } = await run(argv);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr.startsWith(text)).toBe(true);
    expect(stderr).not.toContain('    at ');
  });

  it('is an error line too with --json, and the last line of listen is always its end', async () => {
    for (const argv of [
      ['--json', '--port', 'x'],
      ['listen', '--output', 'json', '--prot', '1'],
    ]) {
      const ran = await run(argv);
      expect(ran.exit).toBe(2);
      expect(ran.json()).toMatchObject([
        { kind: 'error', at: '2026-11-23T10:15:42.000Z', exit: 2 },
        { kind: 'end', reason: 'error', deliveries: 0, webhooksLeft: 0, exit: 2 },
      ]);
      expect(ran.stderr).toMatch(/^error: /);
    }
  });

  it('has no end line for other commands', async () => {
    const ran = await run(['history', 'show', 'abc', '--json']);
    expect(ran.exit).toBe(2);
    expect(ran.json()).toEqual([
      {
        kind: 'error',
        at: '2026-11-23T10:15:42.000Z',
        code: 'id-unknown',
        message: 'There is no delivery "abc" in history.',
        hint: 'upgates-dev history list shows the ids.',
        exit: 2,
      },
    ]);
  });

  it('takes common options before and after the command', async () => {
    for (const argv of [
      ['--json', 'history', 'show', 'x'],
      ['history', '--json', 'show', 'x'],
      ['history', 'show', 'x', '--json'],
    ]) {
      expect((await run(argv)).json()).toHaveLength(1);
    }
  });
});

describe('a bug of ours', () => {
  it('is exit 70, its stack in the log only, the key masked', async () => {
    const cwd = projectWith({ 'package.json': '{}' });
    const { stdout, stderr, io } = fakeIo(cwd);
    const error = new TypeError('cannot read k3y of undefined');
    const exit = reportFailure(error, { io, json: true, withEnd: false, log: logOf([], io) });
    const path = join(cwd, '.upgates-dev', 'upgates-dev.log');
    expect(exit).toBe(70);
    expect(String(stderr.read())).toBe(
      `error: Something went wrong inside upgates-dev: cannot read k3y of undefined\n  The details are in ${path}.\n`,
    );
    expect(JSON.parse(String(stdout.read()))).toMatchObject({ kind: 'error', code: 'internal', exit: 70 });
    const log = readFileSync(path, 'utf8');
    expect(log).toContain('main.test.ts');
    expect(log).not.toContain('k3y');
  });

  it('goes to the data directory that was asked for', () => {
    const cwd = projectWith();
    const { io } = fakeIo(cwd);
    expect(logOf(['--data-dir', 'here'], io)(new Error('x'))).toBe(join(cwd, 'here', 'upgates-dev.log'));
    expect(logOf(['--data-dir=there'], io)(new Error('x'))).toBe(join(cwd, 'there', 'upgates-dev.log'));
  });
});

it('survives a reader that has gone', async () => {
  const gone = new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error('EPIPE'), { code: 'EPIPE' })),
  });
  const { io } = fakeIo(projectWith());
  await expect(main(['history', 'show', 'x', '--json'], { ...io, stdout: gone, stderr: gone })).resolves.toBe(2);
});

function fakeIo(cwd: string): { stdout: PassThrough; stderr: PassThrough; io: Io } {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const io: Io = {
    stdin: new PassThrough(),
    stdout,
    stderr,
    terminal: null,
    isTty: { stdin: false, stdout: false },
    env: { HOME: cwd, UPGATES_API_KEY: 'k3y' },
    cwd,
    now: () => NOW,
  };
  return { stdout, stderr, io };
}
