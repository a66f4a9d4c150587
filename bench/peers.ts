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

export interface CountingHandler extends Peer {
  /** From then on nothing listens there. */
  end(): Promise<void>;
}

/** `node:http` that counts, and answers as a body asks for. */
export async function startCountingHandler(bench: Bench): Promise<CountingHandler> {
  const child = startNode(bench, [benchProgram('counting-handler')]);
  return { ...(await peerFrom(child)), end: () => child.end() };
}

/** Null when npm cannot get the package. */
export async function startHttpProxy(bench: Bench, target: string): Promise<Peer | null> {
  const folder = await packageFolder('http-proxy@1');
  return folder === null ? null : startOurs(bench, [benchProgram('http-proxy'), folder, new URL(target).origin]);
}

/** The client beside a relay of its kind on loopback; its memory is the client's. Null when npm cannot get the package. */
export async function startSmee(bench: Bench, target: string): Promise<Peer | null> {
  const folder = await packageFolder('smee-client@5');
  if (folder === null) return null;
  const { url } = await startOurs(bench, [benchProgram('event-stream')]);
  const child = startNode(bench, [benchProgram('smee'), folder, url, target]);
  await child.line((text) => text === 'listens');
  return { pid: child.pid, url };
}

/** A localtunnel server on loopback; its address. */
export async function startTunnelServer(bench: Bench): Promise<string> {
  return urlFrom(startNode(bench, [benchProgram('tunnel-server')]));
}

/** The client straight to the target, without anything of ours between. Null when npm cannot get the package. */
export async function startLocaltunnel(bench: Bench, target: string): Promise<Peer | null> {
  const folder = await packageFolder('localtunnel@2');
  if (folder === null) return null;
  const server = await startTunnelServer(bench);
  const child = startNode(bench, [benchProgram('localtunnel'), folder, server, new URL(target).port]);
  return { pid: child.pid, url: `${await urlFrom(child)}/webhooks` };
}

/** Where npm puts it, kept for the next run. */
async function packageFolder(name: string): Promise<string | null> {
  const folder = join(tmpdir(), 'upgates-dev-bench-peers', name.replace('@', '-'));
  if (existsSync(join(folder, 'node_modules', name.split('@')[0] ?? '', 'package.json'))) return folder;
  await mkdir(folder, { recursive: true });
  const args = ['install', '--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts', name];
  return run('npm', args, { cwd: folder, timeout: 60_000 }).then(
    () => folder,
    () => null,
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

function startOurs(bench: Bench, args: readonly string[]): Promise<Peer> {
  return peerFrom(startNode(bench, args));
}

async function peerFrom(child: Child): Promise<Peer> {
  const line = await child.line((text) => text.startsWith('port '));
  return { pid: child.pid, url: `http://127.0.0.1:${line.slice('port '.length)}/webhooks` };
}

function startNode(bench: Bench, args: readonly string[]): Child {
  return startChild(bench, { command: process.execPath, args, stdout: 'pipe' });
}

async function urlFrom(child: Child): Promise<string> {
  return (await child.line((text) => text.startsWith('url '))).slice('url '.length);
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
