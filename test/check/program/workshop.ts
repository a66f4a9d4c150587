/**
 * A folder with handlers as people have them, for `--start`: started through a pipeline, by npm, deaf to SIGTERM, with
 * children that leave. And a way to see what is left of one.
 */
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listen } from '../../support/handler.ts';

const SERVER = `
import http from 'node:http';
const server = http.createServer((request, response) => {
  request.on('error', () => undefined).on('end', () => response.writeHead(204).end()).resume();
});
server.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('ready'));
if (process.argv.includes('--deaf')) process.on('SIGTERM', () => console.log('no'));
`;

const IDLE = `setInterval(() => undefined, 1000);`;

/** Starts a child in a session of its own, and goes on as a server. */
const FORKING = `
import { spawn } from 'node:child_process';
spawn(process.execPath, ['idle.mjs', process.argv[2]], { detached: true, stdio: 'ignore' }).unref();
await import('./server.mjs');
`;

export interface Workshop {
  readonly path: string;
  readonly port: number;
  readonly url: URL;
  /** Stands in the command line of every process, or in its environment. */
  readonly tag: string;
  readonly env: Readonly<Record<string, string>>;
  write(name: string, text: string): Promise<void>;
  /** Command lines of processes that carry the tag. */
  left(): readonly string[];
  remove(): Promise<void>;
}

export async function openWorkshop(): Promise<Workshop> {
  const path = await mkdtemp(join(tmpdir(), 'upgates-dev-test-'));
  const tag = `tag-${randomBytes(8).toString('hex')}`;
  const port = await freePort();
  const write = (name: string, text: string): Promise<void> => writeFile(join(path, name), text);
  await write('server.mjs', SERVER);
  await write('idle.mjs', IDLE);
  await write('forking.mjs', FORKING);
  await write('package.json', JSON.stringify({ private: true, scripts: { dev: `node server.mjs ${tag}` } }));
  return {
    path,
    port,
    url: new URL(`http://127.0.0.1:${port}/webhooks`),
    tag,
    env: { PATH: process.env['PATH'] ?? '', HOME: path, PORT: String(port), WORKSHOP: tag },
    write,
    left: () => processesWith(tag),
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

function processesWith(tag: string): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
    .filter((pid) => read(pid, 'cmdline').includes(tag) || read(pid, 'environ').includes(tag))
    .map((pid) => `${pid} ${read(pid, 'cmdline').replaceAll('\0', ' ')}`);
}

function read(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return '';
  }
}

/** Nobody has it now; another program may take it before the handler does, which is why so few tests need one. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
