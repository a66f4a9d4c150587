/**
 * What we are measured against. Peers that this machine does not have are told in a sentence and left out; none of them
 * is a dependency of the project.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { listen } from '../test/support/handler.ts';
import { startChild, type Child } from './child.ts';
import type { Bench } from './figure.ts';
import { benchProgram } from './places.ts';

const run = promisify(execFile);

export interface Peer {
  readonly pid: number;
  readonly url: string;
}

/** `node:http` that reads the body: the bare limit, and the trivial handler. */
export function startServer(bench: Bench): Promise<Peer> {
  return startOurs(bench, [benchProgram('server')]);
}

/** Null when npm cannot get the package. It is kept for the next run. */
export async function startHttpProxy(bench: Bench, target: string): Promise<Peer | null> {
  const folder = join(tmpdir(), 'upgates-dev-bench-peers');
  if (!(await hasHttpProxy(folder))) return null;
  return startOurs(bench, [benchProgram('http-proxy'), folder, new URL(target).origin]);
}

async function hasHttpProxy(folder: string): Promise<boolean> {
  if (existsSync(join(folder, 'node_modules/http-proxy/package.json'))) return true;
  await mkdir(folder, { recursive: true });
  const args = ['install', '--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts', 'http-proxy@1'];
  return run('npm', args, { cwd: folder, timeout: 60_000 }).then(
    () => true,
    () => false,
  );
}

/** Records to a file, as `mitmdump -w` does. Null when it is not installed. */
export async function startMitmdump(bench: Bench, target: string): Promise<Peer | null> {
  if (!(await hasMitmdump())) return null;
  const port = await freePort();
  const confdir = ['--set', `confdir=${join(bench.folder, 'mitmproxy')}`];
  const where = ['--mode', `reverse:${new URL(target).origin}`, '--listen-host', '127.0.0.1', '-p', String(port)];
  const args = ['--quiet', ...confdir, ...where, '--save-stream-file', join(bench.folder, 'flows')];
  const child = startChild(bench, { command: 'mitmdump', args, stdout: 'pipe' });
  await untilOpen(port);
  return { pid: child.pid, url: `http://127.0.0.1:${port}/webhooks` };
}

function hasMitmdump(): Promise<boolean> {
  return run('mitmdump', ['--version'], { timeout: 20_000 }).then(
    () => true,
    () => false,
  );
}

async function startOurs(bench: Bench, args: readonly string[]): Promise<Peer> {
  const child: Child = startChild(bench, { command: process.execPath, args, stdout: 'pipe' });
  const line = await child.line((text) => text.startsWith('port '));
  return { pid: child.pid, url: `http://127.0.0.1:${line.slice('port '.length)}/webhooks` };
}

/** For a program that cannot choose one by itself. */
async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

async function untilOpen(port: number): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!(await isOpen(port))) {
    if (performance.now() > deadline) throw new Error(`nothing listens on port ${port}`);
    await pause(50);
  }
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
