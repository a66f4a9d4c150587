/**
 * Calls a listener many times at once from another process and tells what each call got and when.
 */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { CallSeen, Volley } from './caller-program.ts';

export type { CallSeen } from './caller-program.ts';

export interface Volleys {
  /** The webhook's address; its userinfo becomes Basic credentials. */
  readonly url: string;
  readonly bodies: readonly string[];
  /** Milliseconds after which a call is given up; default 5000. */
  readonly patience?: number;
}

/** All calls at once, each on a connection of its own. */
export async function callAtOnce({ url, bodies, patience = 5000 }: Volleys): Promise<readonly CallSeen[]> {
  const target = new URL(url);
  const requests = bodies.map((body) => requestTo(target, body).toString('base64'));
  const volley: Volley = { port: Number(target.port), requests, patience };
  const child = spawn(process.execPath, ['--input-type=module', '--eval', await program()], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(volley));
  return JSON.parse(await text(child.stdout)) as readonly CallSeen[];
}

let bundled: Promise<string> | null = null;

function program(): Promise<string> {
  const entry = fileURLToPath(new URL('./caller-program.ts', import.meta.url));
  bundled ??= build({ entryPoints: [entry], bundle: true, write: false, platform: 'node', format: 'esm' }).then(
    ({ outputFiles }) => outputFiles[0]?.text ?? '',
  );
  return bundled;
}

function requestTo(url: URL, body: string): Buffer {
  const credentials = Buffer.from(`${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`);
  const head = [
    `POST ${url.pathname} HTTP/1.1`,
    `Host: ${url.host}`,
    `Authorization: Basic ${credentials.toString('base64')}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
}
