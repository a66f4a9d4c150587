/** A developer speaks to a running session from a second terminal. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { MINUTE } from '../../src/core/instant.ts';
import { openHistory } from '../../src/store/history.ts';
import type { DeliveryRow } from '../../src/store/row.ts';
import { startHandler, type TestHandler } from '../support/handler.ts';
import { startProgram, temporaryFolder, type JsonLine, type Program } from '../support/program.ts';

const LATER = { timeout: 30_000 };
const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
});

interface Desk {
  readonly folder: string;
  readonly handler: TestHandler;
  readonly session: Program;
  readonly attempts: () => readonly JsonLine[];
  /** A second terminal in the same project. */
  readonly control: (...args: readonly string[]) => Promise<Done>;
}

interface Done {
  readonly exit: number | string;
  readonly lines: readonly JsonLine[];
  readonly stderr: string;
}

async function openDesk(status: number): Promise<Desk> {
  const folder = await temporaryFolder();
  cleanUp.push(folder.remove);
  writeFileSync(join(folder.path, 'package.json'), '{}');
  const handler = await startHandler({ kind: 'answer', status });
  cleanUp.push(() => handler.close());
  const session = startSession(folder.path, handler);
  await session.line(({ kind }) => kind === 'ready');
  return {
    folder: folder.path,
    handler,
    session,
    attempts: () => session.lines().filter(({ kind }) => kind === 'attempt'),
    control: (...args) => control(folder.path, args),
  };
}

function startSession(folder: string, handler: TestHandler, cwd = folder): Program {
  const args = ['listen', '--json', '--shop', 'simulated', '--traffic', '0', '-f', String(handler.port)];
  const session = startProgram({ args, cwd, env: envOf(folder) });
  cleanUp.push(() => {
    session.kill('SIGKILL');
    return session.exit;
  });
  return session;
}

const envOf = (folder: string): Record<string, string> => ({ HOME: folder, XDG_RUNTIME_DIR: folder });

async function control(folder: string, args: readonly string[]): Promise<Done> {
  const program = startProgram({ args: ['control', ...args, '--json'], cwd: folder, env: envOf(folder) });
  const exit = await program.exit;
  return { exit, lines: program.lines(), stderr: program.stderr() };
}

it('a fault set from there works on the next call', async () => {
  const { control: ask, attempts } = await openDesk(200);
  const emitted = async (count: number): Promise<JsonLine | undefined> => {
    expect((await ask('emit', 'Orders.create')).exit).toBe(0);
    await vi.waitFor(() => expect(attempts()).toHaveLength(count), LATER);
    return attempts().at(-1);
  };
  expect(await emitted(1)).toMatchObject({ verdict: 'delivered', fault: null });
  const set = await ask('faults', 'set', 'status=503,name=ours', 'slow');
  expect(set).toMatchObject({
    exit: 0,
    lines: [{ kind: 'fault', label: 'ours', over: false, endsAt: null }, { label: 'slow' }],
  });
  expect(await emitted(2)).toMatchObject({
    verdict: 'repeats',
    fault: 'ours',
    answer: { status: 503 },
    handler: { status: 200 },
  });
  expect((await ask('faults', 'list')).lines).toMatchObject([
    { label: 'ours', matched: 1, spoiled: 1 },
    { spoiled: 0 },
  ]);
  expect((await ask('faults', 'replace', 'ours', 'status=502,name=ours')).lines).toMatchObject([
    { label: 'ours', spec: 'status=502,name=ours', spoiled: 0, last: null },
    { label: 'slow' },
  ]);
  expect((await ask('faults', 'clear', 'ours')).lines).toMatchObject([{ label: 'slow' }]);
  expect((await ask('faults', 'add', 'status=503,name=slow')).lines).toMatchObject([
    { label: 'slow', spec: 'status=503,name=slow' },
  ]);
  expect(await ask('faults', 'set', 'statsu=503')).toMatchObject({
    exit: 2,
    lines: [{ kind: 'error', code: 'fault-spec' }],
  });
  expect((await ask('faults', 'clear')).lines).toEqual([]);
  expect(await emitted(3)).toMatchObject({ verdict: 'delivered', fault: null });
});

it('trigger and replay go to its handler, into its history, and say what came of it', async () => {
  const { control: ask, attempts, handler } = await openDesk(500);
  const wrong = await ask('trigger', 'Orders.create', '--set', 'orders.0.order_number=77', '--count', '2');
  expect(wrong.exit).toBe(1);
  expect(wrong.lines).toMatchObject([
    { kind: 'attempt', origin: 'trigger', key: '77', verdict: 'repeats' },
    { kind: 'attempt', origin: 'trigger' },
    { kind: 'summary', sent: 2, repeats: 2, exit: 1 },
  ]);
  expect(attempts()).toEqual(wrong.lines.slice(0, 2));
  handler.behave({ kind: 'answer', status: 204 });
  const right = await ask('replay', String(attempts()[0]?.['delivery']));
  expect(right.exit).toBe(0);
  expect(right.lines).toMatchObject([
    { kind: 'attempt', origin: 'replay', change: 'fixed' },
    { kind: 'summary', sent: 1, delivered: 1, fixed: 1, exit: 0 },
  ]);
  expect(await ask('replay', 'zzzz')).toMatchObject({ exit: 2, lines: [{ kind: 'error', code: 'id-unknown' }] });
  expect(await ask('answer', 'mirror')).toMatchObject({ exit: 0, lines: [{ kind: 'answered' }] });
  expect((await ask('state')).lines).toMatchObject([
    { kind: 'state', policy: 'mirror', shop: 'simulated', speed: 1, counts: { attempts: 0 } },
  ]);
});

it('speed and step move the shop, and the countdown with it', async () => {
  const { control: ask, attempts, folder } = await openDesk(500);
  await ask('emit', 'Orders.create');
  await vi.waitFor(() => expect(rowsIn(folder)[0]?.nextAttemptAt).toBeGreaterThan(Date.now() + 3 * MINUTE), LATER);
  expect((await ask('speed', '0.1')).exit).toBe(0);
  expect(rowsIn(folder)[0]?.nextAttemptAt).toBeGreaterThan(Date.now() + 30 * MINUTE);
  expect(await ask('step')).toMatchObject({
    exit: 0,
    lines: [{ kind: 'answered', text: expect.stringContaining('made now') }],
  });
  await vi.waitFor(() => expect(attempts()).toHaveLength(2), LATER);
  expect(attempts()[1]).toMatchObject({ number: 2, linked: { sure: true } });
  expect((await ask('state')).lines).toMatchObject([{ speed: 0.1, counts: { attempts: 2, waiting: 1 } }]);
  expect(await ask('speed', 'fast')).toMatchObject({ exit: 2 });
});

function rowsIn(folder: string): readonly DeliveryRow[] {
  const history = openHistory({ dir: join(folder, '.upgates-dev'), now: Date.now, session: null });
  try {
    return history.page({ before: null, limit: 10, filter: null });
  } finally {
    history.close();
  }
}

it('which session is meant is found, or asked for', async () => {
  const { control: ask, folder, handler } = await openDesk(200);
  const own = (await ask('state')).lines[0];
  const elsewhere = join(folder, 'other');
  const nowhere = join(folder, 'none');
  for (const path of [elsewhere, nowhere]) {
    mkdirSync(path);
    writeFileSync(join(path, 'package.json'), '{}');
  }
  const from = async (path: string, ...args: readonly string[]): Promise<Done> => {
    const program = startProgram({ args: ['control', ...args, '--json'], cwd: path, env: envOf(folder) });
    return { exit: await program.exit, lines: program.lines(), stderr: program.stderr() };
  };
  expect((await from(nowhere, 'state')).lines).toMatchObject([{ session: own?.['session'] }]);
  await startSession(folder, handler, elsewhere).line(({ kind }) => kind === 'ready');
  const other = (await from(elsewhere, 'state')).lines[0];
  expect(other?.['session']).not.toBe(own?.['session']);
  expect((await ask('state')).lines).toMatchObject([{ session: own?.['session'] }]);
  const unclear = await from(nowhere, 'state');
  expect(unclear).toMatchObject({ exit: 2, lines: [{ kind: 'error', code: 'session-ambiguous' }] });
  for (const line of [own, other]) expect(unclear.stderr).toContain(String(line?.['session']));
  expect((await from(nowhere, 'state', '--session', String(own?.['session']))).lines).toMatchObject([
    { pid: own?.['pid'] },
  ]);
});

it('who asks and leaves ends what was asked', async () => {
  const { folder, attempts, handler, session } = await openDesk(200);
  handler.behave({ kind: 'silent' });
  const args = ['control', 'trigger', 'Orders.create', '--count', '1000', '--json'];
  const asking = startProgram({ args, cwd: folder, env: envOf(folder) });
  await asking.line(({ kind }) => kind === 'attempt');
  asking.kill('SIGINT');
  expect(await asking.exit).toBe(130);
  const called = handler.calls.length;
  handler.behave({ kind: 'answer', status: 200 });
  expect(await control(folder, ['emit', 'Orders.create'])).toMatchObject({ exit: 0 });
  await vi.waitFor(() => expect(attempts().at(-1)).toMatchObject({ origin: 'shop' }), LATER);
  expect(handler.calls.length).toBeLessThanOrEqual(called + 2);
  session.kill('SIGTERM');
  expect(await session.exit).toBe(143);
  expect(readdirSync(join(folder, 'upgates-dev'))).toEqual([]);
});
