/**
 * Stands before the tunnel server and before the shop's API, and is never killed. In: `RecorderTask` as JSON. Out: a line
 * with its two ports; in its journal what each public call was answered, written before the shop learns it.
 *
 * At the API it makes the simulated shop as durable as a real one: what changes webhooks is answered only when the shop's
 * file has it, since the file follows "soon after" and a shop that is killed would forget what it had said.
 */
import { createHash } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { RecordedCall, RecorderReady, RecorderTask } from '../recorder-journal.ts';

const task = JSON.parse(process.argv[2] ?? '{}') as RecorderTask;
/** Longer than anything that we or the shop wait for. */
const PATIENCE = 75_000;
/** On a busy disk the shop writes its file more rarely. */
const KEPT_WITHIN = 30_000;

interface Answer {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: Buffer;
}

const tunnel = await listen(createServer((incoming, outgoing) => void passTunnel(incoming, outgoing)));
const api = await listen(createServer((incoming, outgoing) => void passApi(incoming, outgoing)));
const ready: RecorderReady = { tunnelPort: tunnel, apiPort: api };
process.stdout.write(`${JSON.stringify(ready)}\n`);

async function passTunnel(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const isPublic = (incoming.headers.host ?? '').replace(/:\d+$/, '').endsWith('.lt.localhost');
  const body = await readAll(incoming).catch(() => null);
  if (body === null) return void outgoing.destroy();
  const answer = await exchange(task.tunnelPort, { incoming, outgoing, body });
  if (isPublic) record(incoming, body, answer);
  if (answer === null) return void outgoing.destroy();
  if (isPublic) return give(outgoing, answer);
  const words = answer.body.toString('utf8').replaceAll(`:${task.tunnelPort}`, `:${tunnel}`);
  outgoing.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(words);
}

async function passApi(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const body = await readAll(incoming).catch(() => null);
  if (body === null) return void outgoing.destroy();
  const answer = await exchange(task.shopPort, { incoming, outgoing, body });
  if (answer === null || !(await isKept(incoming, body, answer))) return void outgoing.destroy();
  give(outgoing, answer);
}

interface Passage {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly body: Buffer;
}

/** Null: no whole answer. A caller who leaves takes the call along. */
function exchange(port: number, { incoming, outgoing, body }: Passage): Promise<Answer | null> {
  const { method, url: path, rawHeaders } = incoming;
  return new Promise((resolve) => {
    const headers = [...rawHeaders];
    const onward = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (answer) => {
      const { statusCode = 0 } = answer;
      readAll(answer).then(
        (got) => resolve({ status: statusCode, headers: answer.rawHeaders, body: got }),
        () => resolve(null),
      );
    });
    onward.setTimeout(PATIENCE, () => onward.destroy());
    onward.on('error', () => resolve(null));
    outgoing.once('close', () => onward.destroy());
    onward.end(body);
  });
}

function record({ url = '', method = '' }: IncomingMessage, body: Buffer, answer: Answer | null): void {
  const line: RecordedCall = {
    at: Date.now(),
    event: url.slice(url.lastIndexOf('/') + 1),
    method,
    bytes: body.length,
    sha256: createHash('sha256').update(body).digest('hex'),
    status: answer?.status ?? null,
  };
  appendFileSync(task.journal, `${JSON.stringify(line)}\n`);
}

/** Hop by hop headers are ours to choose: the whole body is here. */
function give(outgoing: ServerResponse, { status, headers, body }: Answer): void {
  const pairs = Array.from({ length: headers.length / 2 }, (_, index) => [headers[2 * index], headers[2 * index + 1]]);
  const kept = pairs.filter(([name = '']) => !/^(connection|keep-alive|transfer-encoding|content-length)$/i.test(name));
  const length = status === 204 ? [] : [['Content-Length', String(body.length)]];
  outgoing.writeHead(status, [...kept, ...length].flat() as string[]).end(body);
}

/** Whether the shop's file has what the shop has just said. */
async function isKept({ method = '' }: IncomingMessage, body: Buffer, answer: Answer): Promise<boolean> {
  if (method === 'GET' || answer.status !== 200) return true;
  const deadline = Date.now() + KEPT_WITHIN;
  while (Date.now() < deadline) {
    const kept = await keptWebhooks();
    if (kept !== null && has(kept, { method, body, answer })) return true;
    await pause(50);
  }
  return false;
}

interface Kept {
  readonly id: number;
  readonly url: string;
}

async function keptWebhooks(): Promise<readonly Kept[] | null> {
  try {
    const state = JSON.parse(await readFile(task.shopState, 'utf8')) as { engine: { webhooks: readonly Kept[] } };
    return state.engine.webhooks;
  } catch {
    return null;
  }
}

function has(kept: readonly Kept[], said: { method: string; body: Buffer; answer: Answer }): boolean {
  if (said.method === 'DELETE') {
    const { webhooks } = JSON.parse(said.answer.body.toString('utf8')) as { webhooks: readonly { id: number }[] };
    return webhooks.every(({ id }) => kept.every((one) => one.id !== id));
  }
  const { url } = JSON.parse(said.body.toString('utf8')) as { url?: string };
  return url === undefined || kept.some((one) => one.url === url);
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function listen(server: Server): Promise<number> {
  server.keepAliveTimeout = 500;
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
