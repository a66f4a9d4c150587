/** Handlers that go away in the middle, or that only `--insecure` reaches, through the real program. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { SELF_SIGNED } from '../../dial/self-signed.ts';
import { startHandler } from '../../support/handler.ts';
import { openLoad, type Load } from './load-play.ts';

const EVENT = 'Orders.create';
const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
});

async function open(args: readonly string[]): Promise<Load> {
  const load = await openLoad({ events: [EVENT], args });
  cleanUp.push(() => load.end());
  return load;
}

function closer(server: Server): () => Promise<void> {
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
}

async function told(load: Load, calls: number): Promise<readonly unknown[]> {
  await vi.waitFor(() => expect(load.attempts(EVENT)).toHaveLength(calls), { timeout: 10_000 });
  return load.attempts(EVENT).map(({ handler, answer, verdict }) => ({ handler, answer, verdict }));
}

describe('a handler that is restarted', () => {
  it('costs the calls it had a repeat each, and gets the next one', async () => {
    const handler = await startHandler({ kind: 'silent' });
    const load = await open(['-f', `127.0.0.1:${handler.port}`, '--answer', 'mirror']);
    const calls = load.volley(EVENT, 5);
    await vi.waitFor(() => expect(handler.calls).toHaveLength(5), { timeout: 10_000, interval: 10 });
    await handler.close();
    expect((await calls).map(({ status }) => status)).toEqual(Array(5).fill(502));
    const broken = { handler: { error: 'reset' }, answer: { status: 502 }, verdict: 'repeats' };
    expect(await told(load, 5)).toMatchObject(Array.from({ length: 5 }, () => broken));

    expect((await load.volley(EVENT, 1)).map(({ status }) => status)).toEqual([502]);
    const again = createServer((request, response) => void request.resume().on('end', () => response.end()));
    await new Promise<void>((resolve) => again.listen(handler.port, '127.0.0.1', resolve));
    cleanUp.push(closer(again));
    expect((await load.volley(EVENT, 1)).map(({ status }) => status)).toEqual([200]);
    const rest = (await told(load, 7)).slice(5);
    expect(rest).toMatchObject([{ handler: { error: 'refused' } }, { handler: { status: 200 }, verdict: 'delivered' }]);
  }, 30_000);
});

describe('a handler with a certificate of its own', () => {
  it('is reached with --insecure only, and gets the headers of -H', async () => {
    const heads: IncomingMessage['headers'][] = [];
    const server = createTlsServer(SELF_SIGNED, (request: IncomingMessage, response: ServerResponse) => {
      heads.push(request.headers);
      request.resume().on('end', () => response.writeHead(204).end());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cleanUp.push(closer(server));
    const target = `https://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`;

    const careful = await open(['-f', target]);
    expect((await careful.volley(EVENT, 1)).map(({ status }) => status)).toEqual([502]);
    expect(await told(careful, 1)).toMatchObject([{ handler: { error: 'tls' }, verdict: 'repeats' }]);

    const args = ['-f', target, '--insecure', '-H', 'X-Team: integrations', '-H', 'content-type: text/plain'];
    const insecure = await open(args);
    expect((await insecure.volley(EVENT, 1)).map(({ status }) => status)).toEqual([204]);
    expect(await told(insecure, 1)).toMatchObject([{ handler: { status: 204 }, verdict: 'delivered' }]);
    expect(heads).toMatchObject([{ 'x-team': 'integrations', 'content-type': 'text/plain' }]);
  }, 30_000);
});
