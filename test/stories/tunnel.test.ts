/**
 * A tunnel server that is killed, and one that freezes; a laptop that sleeps: the real program, at its usual pace, with
 * the server in a process of its own.
 */
import type { ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { buildChild, type ChildProgram } from '../store/child-program.ts';
import { startHandler } from '../support/handler.ts';
import { startProgram, temporaryFolder, type JsonLine, type Program } from '../support/program.ts';

let double: ChildProgram;

beforeAll(async () => {
  double = await buildChild('../support/localtunnel-program.ts');
});

afterAll(() => double.remove());

/** Of the test's own context: the tests of this file run side by side. */
type Finish = TestContext['onTestFinished'];

interface Server {
  readonly process: ChildProcess;
  readonly port: number;
}

/** `port` 0: any free one. */
async function startServer(port: number, onTestFinished: Finish): Promise<Server> {
  const child = double.start([String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.setEncoding('utf8').once('data', resolve);
    child.once('exit', (code) => reject(new Error(`The tunnel server ended (${code}) before it was up.`)));
  });
  return { process: child, port: Number(new URL(url).port) };
}

interface World {
  readonly session: Program;
  readonly server: Server;
  /** A second terminal in the same project. */
  readonly control: (...args: readonly string[]) => Promise<readonly JsonLine[]>;
}

/** `traffic` in calls a minute; resolves when the session is ready and has had a call, if there are any. */
async function open(onTestFinished: Finish, traffic = 120, args: readonly string[] = []): Promise<World> {
  const folder = await temporaryFolder();
  onTestFinished(folder.remove);
  const server = await startServer(0, onTestFinished);
  const shop = startProgram({
    args: [
      'simulate',
      '--json',
      '--port',
      '0',
      '--traffic',
      `${traffic}/min`,
      '--login',
      'story',
      '--key',
      'story-key-1',
    ],
    cwd: folder.path,
    env: { HOME: folder.path },
  });
  onTestFinished(() => end(shop));
  const ready = await shop.line((line) => line.kind === 'ready');
  const session = startProgram({
    args: ['listen', '--json', '-e', 'Orders.*', '--tunnel-host', `http://127.0.0.1:${server.port}`, ...args],
    cwd: folder.path,
    env: {
      HOME: folder.path,
      UPGATES_API_URL: String(ready['apiUrl']),
      UPGATES_API_LOGIN: 'story',
      UPGATES_API_KEY: 'story-key-1',
    },
  });
  onTestFinished(() => end(session));
  await session.line((line) => line.kind === 'ready');
  if (traffic > 0) await session.line((line) => line.kind === 'attempt');
  return { session, server, control: (...asked) => control(folder.path, asked) };
}

async function control(cwd: string, args: readonly string[]): Promise<readonly JsonLine[]> {
  const program = startProgram({ args: ['control', ...args, '--json'], cwd, env: { HOME: cwd } });
  expect(await program.exit, program.stderr()).toBe(0);
  return program.lines();
}

async function end(program: Program): Promise<void> {
  program.kill('SIGTERM');
  await program.exit;
}

/** The first line that fits among those that come from now on. */
function next(session: Program, fits: (line: JsonLine) => boolean): Promise<JsonLine> {
  const known = new Set(session.lines().map((line) => JSON.stringify(line)));
  return session.line((line) => fits(line) && !known.has(JSON.stringify(line)));
}

const isTunnel =
  (state: string) =>
  (line: JsonLine): boolean =>
    line.kind === 'tunnel' && line['state'] === state;

const isNotice =
  (code: string) =>
  (line: JsonLine): boolean =>
    line.kind === 'notice' && line['code'] === code;

const isDelivered = (line: JsonLine): boolean => line.kind === 'attempt' && line['verdict'] === 'delivered';

describe.concurrent('a session outlives', () => {
  it('a tunnel server that is killed and started again', async ({ onTestFinished }) => {
    const { session, server } = await open(onTestFinished);
    server.process.kill('SIGKILL');
    await session.line(isTunnel('down'));
    await startServer(server.port, onTestFinished);
    await next(session, isTunnel('open'));
    await next(session, isDelivered);
  });

  it('a tunnel server that freezes', async ({ onTestFinished }) => {
    const { session, server } = await open(onTestFinished);
    server.process.kill('SIGSTOP');
    await session.line(isTunnel('down'));
    server.process.kill('SIGCONT');
    await next(session, isTunnel('open'));
    await next(session, isDelivered);
  });

  it('a tunnel server that swallowed calls: they are found and played to the handler, and nothing else', async ({
    onTestFinished,
  }) => {
    const handler = await startHandler({ kind: 'answer', status: 204 });
    onTestFinished(() => handler.close());
    const { session, server, control: ask } = await open(onTestFinished, 0, ['--forward', handler.url]);
    await ask('emit', 'Orders.delete');
    await session.line(isDelivered);
    server.process.kill('SIGSTOP');
    await ask('emit', 'Orders.update');
    await ask('emit', 'Orders.create');
    await session.line(isTunnel('down'));
    // Gone with all that it held: a server that only goes on would hand it over now.
    server.process.kill('SIGKILL');
    await startServer(server.port, onTestFinished);
    const notice = await session.line(isNotice('gap-missed'));
    expect(notice['text']).toContain('upgates-dev control gap list');
    expect(handler.calls).toHaveLength(1);

    const listed = await ask('gap', 'list');
    expect(listed.map(({ kind }) => kind)).toEqual(['price', 'missed', 'missed', 'listed', 'answered']);
    expect(listed).toMatchObject([
      { calls: 1, lists: ['orders'] },
      { event: 'Orders.create', played: false },
      { event: 'Orders.update', played: false },
      { missed: 2, blind: ['Orders.delete'] },
      {},
    ]);
    const played = await ask('gap', 'play');
    expect(played).toMatchObject([
      { kind: 'attempt', event: 'Orders.create', origin: 'trigger', synthesised: true, key: listed[1]?.['key'] },
      { kind: 'attempt', event: 'Orders.update', origin: 'trigger', synthesised: true, key: listed[2]?.['key'] },
      { kind: 'summary', sent: 2, delivered: 2, exit: 0 },
    ]);
    const bodies = handler.calls.slice(1).map(({ body }) => JSON.parse(body.toString()) as unknown);
    expect(bodies).toEqual([1, 2].map((line) => ({ project_name: 'demoshop', orders: [listed[line]?.['record']] })));
    expect(await ask('gap', 'check')).toMatchObject([{ kind: 'gap', verdict: 'may-be-missed' }, { kind: 'answered' }]);
  });

  it('the sleep of the machine, and says that it slept', async ({ onTestFinished }) => {
    // Each call that is given up takes one of the ten connections with it: ten would end the tunnel, as they should.
    const { session } = await open(onTestFinished, 30);
    session.kill('SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, 7500));
    session.kill('SIGCONT');
    await session.line(isNotice('slept'));
    await session.line((line) => line.kind === 'notice' && String(line['code']).startsWith('gap-'));
    await next(session, isDelivered);
    // Nothing came back to life that must be opened again.
    if (session.lines().some(isTunnel('down'))) throw new Error('the tunnel went down');
  });
});
