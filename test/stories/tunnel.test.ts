/**
 * A tunnel server that is killed, and one that freezes; a laptop that sleeps: the real program, at its usual pace, with
 * the server in a process of its own.
 */
import type { ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, describe, it, type TestContext } from 'vitest';
import { buildChild, type ChildProgram } from '../store/child-program.ts';
import { deadPort } from '../support/handler.ts';
import { startProgram, temporaryFolder, type JsonLine, type Program } from '../support/program.ts';

let double: ChildProgram;

beforeAll(async () => {
  double = await buildChild('../support/localtunnel-program.ts');
});

afterAll(() => double.remove());

/** Of the test's own context: the tests of this file run side by side. */
type Finish = TestContext['onTestFinished'];

async function startServer(port: number, onTestFinished: Finish): Promise<ChildProcess> {
  const child = double.start([String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  return child;
}

interface World {
  readonly session: Program;
  readonly port: number;
  readonly server: ChildProcess;
}

async function open(onTestFinished: Finish): Promise<World> {
  const folder = await temporaryFolder();
  onTestFinished(folder.remove);
  const port = await deadPort();
  const server = await startServer(port, onTestFinished);
  const shop = startProgram({
    args: ['simulate', '--json', '--port', '0', '--traffic', '120/min', '--login', 'story', '--key', 'story-key-1'],
    cwd: folder.path,
    env: { HOME: folder.path },
  });
  onTestFinished(() => end(shop));
  const ready = await shop.line((line) => line.kind === 'ready');
  const session = startProgram({
    args: ['listen', '--json', '-e', 'Orders.*', '--tunnel-host', `http://127.0.0.1:${port}`],
    cwd: folder.path,
    env: {
      HOME: folder.path,
      UPGATES_API_URL: String(ready['apiUrl']),
      UPGATES_API_LOGIN: 'story',
      UPGATES_API_KEY: 'story-key-1',
    },
  });
  onTestFinished(() => end(session));
  await session.line((line) => line.kind === 'attempt');
  return { session, port, server };
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
    const { session, port, server } = await open(onTestFinished);
    server.kill('SIGKILL');
    await session.line(isTunnel('down'));
    await startServer(port, onTestFinished);
    await next(session, isTunnel('open'));
    await next(session, isDelivered);
  });

  it('a tunnel server that freezes', async ({ onTestFinished }) => {
    const { session, server } = await open(onTestFinished);
    server.kill('SIGSTOP');
    await session.line(isTunnel('down'));
    server.kill('SIGCONT');
    await next(session, isTunnel('open'));
    await next(session, isDelivered);
  });

  it('the sleep of the machine, and says that it slept', async ({ onTestFinished }) => {
    const { session, port } = await open(onTestFinished);
    session.kill('SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, 7500));
    session.kill('SIGCONT');
    await session.line(isNotice('slept'));
    await next(session, isDelivered);
    // Nothing came back to life that must be opened again.
    if (session.lines().some(isTunnel('down'))) throw new Error(`the tunnel on port ${port} went down`);
  });
});
