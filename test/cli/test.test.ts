import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { CHECKS } from '../../src/check/checks.ts';
import { startModel, type Model, type ModelOptions } from '../check/model-handler.ts';
import { projectWith } from '../settings/sources.ts';
import { deadPort, startHandler } from '../support/handler.ts';
import { run } from './fake-io.ts';

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function model(options?: ModelOptions): Promise<Model> {
  const opened = await startModel(options);
  closers.push(opened.close);
  return opened;
}

const QUICK = ['--only', 'redirect,unicode'];

describe('what comes out', () => {
  it('is a check a line, and last the summary', async () => {
    const { url } = await model();
    const ran = await run(['test', url.href, '--json', ...QUICK]);
    expect(ran.exit).toBe(0);
    expect(ran.json()).toMatchObject([
      { kind: 'check', name: 'redirect', status: 'passed', sent: expect.any(String), meaning: null, hint: null },
      { kind: 'check', name: 'unicode', status: 'passed' },
      { kind: 'summary', passed: 2, warned: 0, failed: 0, skipped: 0, exit: 0 },
    ]);
    expect(ran.stderr).toContain('2 checks, 8 calls to http://127.0.0.1');
    expect(ran.stdout + ran.stderr).not.toContain('secret');
  });

  it('is plain for people, with exit 1 when a check failed', async () => {
    const { url } = await model({ spoil: (_call, right) => (right === 204 ? { status: 201 } : null) });
    const ran = await run(['test', url.href, ...QUICK]);
    expect(ran.exit).toBe(1);
    expect(ran.stdout).toMatch(/✗ failed {3}unicode +201 Created in \d+ ms, 6 of 6 calls wrong/);
    expect(ran.stdout).toMatch(/hint +.*201/);
    expect(ran.stdout).toContain('1 passed, 0 warned, 1 failed, 0 skipped');
    expect(ran.stdout).not.toContain('\u001b');
  });

  it('an unreachable handler is a failed check, and the others are skipped', async () => {
    const ran = await run(['test', String(await deadPort()), '--json', ...QUICK]);
    expect(ran.exit).toBe(1);
    expect(ran.json()).toMatchObject([
      {
        name: 'redirect',
        status: 'failed',
        got: 'the connection was refused',
        hint: expect.stringContaining('Start the handler'),
      },
      { name: 'unicode', status: 'skipped', got: 'nothing has answered so far' },
      { kind: 'summary', failed: 1, skipped: 1, exit: 1 },
    ]);
  });

  it('--list says what each check does, and makes none', async () => {
    const ran = await run(['test', '--list']);
    expect(ran.exit).toBe(0);
    expect(ran.stdout.trimEnd().split('\n')).toHaveLength(CHECKS.length);
    expect(ran.stdout).toContain('burst              50 calls at once.');
  });

  it('is also written into reports', async () => {
    const { url } = await model();
    const cwd = projectWith();
    await run(['test', url.href, ...QUICK, '--report', 'junit=out/a.xml', '--report', 'json=b.json'], { cwd });
    expect(readFileSync(join(cwd, 'out/a.xml'), 'utf8')).toContain(
      '<testcase classname="upgates-dev.test" name="redirect"',
    );
    const report = JSON.parse(readFileSync(join(cwd, 'b.json'), 'utf8')) as unknown;
    expect(report).toMatchObject({
      kind: 'report',
      checks: [{ name: 'redirect' }, { name: 'unicode' }],
      summary: { passed: 2 },
    });
  });
});

describe('which handler', () => {
  it('is the configured one, and gets only its own events', async () => {
    const handler = await startHandler({ kind: 'answer', status: 200 });
    closers.push(handler.close);
    const forward = ['Products.*=3001', `Orders.*=${handler.url}`];
    const cwd = projectWith({ 'upgates-dev.config.json': { forward, event: 'Orders.*' } });
    const ran = await run(['test', '--only', 'events', '--json'], { cwd });
    expect(ran.json()[0]).toMatchObject({ name: 'events', status: 'passed', sent: 'one call of each of 3 events' });
    expect(handler.calls).toHaveLength(3);
  });

  it('gets what -H adds', async () => {
    const handler = await startHandler({ kind: 'answer', status: 200 });
    closers.push(handler.close);
    await run(['test', handler.url, '--only', 'duplicate', '-H', 'X-Key: abc']);
    expect(handler.calls.map(({ headers }) => headers['x-key'])).toEqual(['abc', 'abc', 'abc', 'abc']);
  });
});

describe('exit 2, before anything is called', () => {
  it.each([
    ['no handler', ['test'], 'There is no handler to test.'],
    ['an unknown check', ['test', '3000', '--only', 'brust'], 'Did you mean burst?'],
    ['an unknown check to skip', ['test', '3000', '--skip', 'everything-at-all'], 'There are: events,'],
    ['no check', ['test', '3000', '--only', 'burst', '--skip', 'burst'], 'leave no check'],
    ['a remote handler', ['test', 'https://example.com/hook'], '--allow-remote'],
  ])('%s', async (_what, argv, words) => {
    const ran = await run(argv);
    expect({ exit: ran.exit, stdout: ran.stdout }).toEqual({ exit: 2, stdout: '' });
    expect(ran.stderr).toContain(words);
  });
});

it('exit 3 for a report that cannot be written, before the run', async () => {
  const handler = await startHandler({ kind: 'answer', status: 200 });
  closers.push(handler.close);
  const cwd = projectWith();
  writeFileSync(join(cwd, 'file'), '');
  const ran = await run(['test', handler.url, '--report', 'junit=file/a.xml'], { cwd });
  expect(ran.exit).toBe(3);
  expect(ran.stderr).toContain('The report cannot be written');
  expect(handler.calls).toEqual([]);
});

it('exit 3 for a command that starts nothing, with what it said; the report is of this run', async () => {
  const cwd = projectWith({ 'a.xml': 'of an earlier run' });
  const start = ['--start', 'echo no database; exit 7', '--report', 'junit=a.xml'];
  const ran = await run(['test', String(await deadPort()), ...start], { cwd });
  expect(readFileSync(join(cwd, 'a.xml'), 'utf8')).toContain('tests="0"');
  expect(ran.exit).toBe(3);
  expect(ran.stderr).toContain('it ended with exit code 7 before the handler was ready');
  expect(ran.stderr).toContain('no database');
});
