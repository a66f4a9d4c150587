import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { HandlerResult } from '../../src/core/outcome.ts';
import { ANSWER_BODY_LIMIT, callHandler, type HandlerCall } from '../../src/send/call-handler.ts';
import { SELF_SIGNED } from '../dial/self-signed.ts';
import { deadPort, startHandler, startRaw, type TestHandler } from '../support/handler.ts';

const BODY = Buffer.from('{"orders":[{"order_number":"9000011","note":"\u0159\\/"}]}  ');
const open: { close: () => Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function handlerThat(...args: Parameters<typeof startHandler>): Promise<TestHandler> {
  const handler = await startHandler(...args);
  open.push(handler);
  return handler;
}

function call(url: string, change: Partial<HandlerCall> = {}): Promise<HandlerResult> {
  const { signal } = new AbortController();
  const rest = { body: BODY, received: [], added: [], insecure: false, deadline: 5000, signal };
  return callHandler({ url: new URL(url), ...rest, ...change });
}

describe('one call of the handler', () => {
  it('sends the body untouched and tells status, headers and body of the answer', async () => {
    const handler = await handlerThat({ kind: 'answer', status: 201, headers: { 'X-Reply': 'yes' }, body: 'created' });
    const { outcome, answer } = await call(handler.url, { received: [['X-Odd', ' spaced ']] });
    expect(outcome).toMatchObject({ status: 201 });
    expect(outcome.ms).toBeGreaterThan(0);
    expect(handler.calls[0]?.body.equals(BODY)).toBe(true);
    expect(handler.calls[0]).toMatchObject({
      method: 'POST',
      path: '/webhooks',
      headers: { host: `127.0.0.1:${handler.port}` },
    });
    expect(answer?.headers).toContainEqual(['X-Reply', 'yes']);
    expect(Buffer.from(answer?.body ?? []).toString()).toBe('created');
  });

  it('does not follow redirects', async () => {
    const handler = await handlerThat({ kind: 'answer', status: 301, headers: { Location: '/elsewhere' } });
    expect((await call(handler.url)).outcome).toMatchObject({ status: 301 });
    expect(handler.calls).toHaveLength(1);
  });

  it('keeps at most 1 MB of the answer but reads it to the end', async () => {
    const handler = await handlerThat({ kind: 'answer', status: 200, body: 'x'.repeat(ANSWER_BODY_LIMIT + 5000) });
    expect((await call(handler.url)).answer?.body).toHaveLength(ANSWER_BODY_LIMIT);
  });

  it.each([
    ['reset', { kind: 'reset' }],
    ['reset', { kind: 'cut' }],
    ['malformed', { kind: 'garbage' }],
  ] as const)('tells %s for a handler that does %o', async (error, behaviour) => {
    const handler = await handlerThat(behaviour);
    expect((await call(handler.url)).outcome).toMatchObject({ error });
  });

  it('tells an empty answer as a reset', async () => {
    const raw = await startRaw((socket) => socket.once('data', () => socket.end()));
    open.push(raw);
    expect((await call(`http://127.0.0.1:${raw.port}/`)).outcome).toMatchObject({ error: 'reset' });
  });

  it('tells a refused connection, an unknown name and plain HTTP where TLS was expected', async () => {
    expect((await call(`http://127.0.0.1:${await deadPort()}/`)).outcome).toMatchObject({ error: 'refused' });
    expect((await call('http://no-such-host.invalid/')).outcome).toMatchObject({ error: 'dns' });
    const handler = await handlerThat({ kind: 'answer', status: 200 });
    expect((await call(`https://127.0.0.1:${handler.port}/`)).outcome).toMatchObject({ error: 'tls' });
  });

  it('gives up at its deadline, and at once when aborted', async () => {
    const handler = await handlerThat({ kind: 'silent' });
    const late = await call(handler.url, { deadline: 50 });
    expect(late.outcome).toMatchObject({ error: 'timeout' });
    expect(late.outcome.ms).toBeGreaterThanOrEqual(49);
    const controller = new AbortController();
    const aborted = call(handler.url, { signal: controller.signal });
    controller.abort();
    expect((await aborted).outcome).toMatchObject({ error: 'aborted' });
    expect((await call(handler.url, { signal: AbortSignal.abort() })).outcome).toMatchObject({ error: 'aborted' });
  });

  it('reaches a handler on localhost whichever family it listens on', async () => {
    const handler = await handlerThat({ kind: 'answer', status: 204 });
    expect((await call(`http://localhost:${handler.port}/`)).outcome).toMatchObject({ status: 204 });
  });

  it.each([
    [
      'an interim answer before the real one',
      'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n',
      { status: 200 },
    ],
    ['100 before the real one', 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n', { status: 204 }],
    [
      '101 for an answer',
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n',
      { error: 'malformed' },
    ],
    ['an interim answer and no more', 'HTTP/1.1 103 Early Hints\r\n\r\n', { error: 'reset' }],
    ['a status of 000', 'HTTP/1.1 000 Nothing\r\nContent-Length: 0\r\n\r\n', { error: 'malformed' }],
    ['a status of 999', 'HTTP/1.1 999 Much\r\nContent-Length: 0\r\n\r\n', { status: 999 }],
    ['a body until it closes', 'HTTP/1.1 200 OK\r\n\r\nall of it', { status: 200 }],
    ['204 with a body', 'HTTP/1.1 204 No Content\r\n\r\nodd', { status: 204 }],
    ['3000 header lines', `HTTP/1.1 200 OK\r\n${'X-A: b\r\n'.repeat(3000)}Content-Length: 0\r\n\r\n`, { status: 200 }],
    ['a megabyte of headers', `HTTP/1.1 200 OK\r\nX-A: ${'b'.repeat(1_000_000)}\r\n\r\n`, { error: 'malformed' }],
    [
      'an escape in a header',
      'HTTP/1.1 200 OK\r\nX-A: \u001b[31m\r\nContent-Length: 0\r\n\r\n',
      { error: 'malformed' },
    ],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab', { error: 'malformed' }],
    ['a chunk without an end', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab', { error: 'reset' }],
  ])('judges %s', async (_, bytes, outcome) => {
    const raw = await startRaw((socket) => socket.once('data', () => socket.end(bytes, 'latin1')));
    open.push(raw);
    expect((await call(`http://127.0.0.1:${raw.port}/`)).outcome).toMatchObject(outcome);
  });

  it('takes a whole answer for one though the handler closes without having read the body', async () => {
    const raw = await startRaw((socket) =>
      socket.once('data', () => {
        socket.write('HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\nbig', () => socket.destroy());
        socket.pause();
      }),
    );
    open.push(raw);
    const body = Buffer.alloc(8_000_000);
    for (let number = 0; number < 20; number += 1) {
      expect((await call(`http://127.0.0.1:${raw.port}/`, { body })).outcome).toMatchObject({ status: 413 });
    }
  });

  it('accepts a certificate that nobody can check with --insecure only', async () => {
    const server = createTlsServer(SELF_SIGNED, (request, response) => {
      request.resume().on('end', () => response.writeHead(204).end());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push({ close: () => new Promise((resolve) => server.close(() => resolve())) });
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`;
    expect((await call(url)).outcome).toMatchObject({ error: 'tls' });
    expect((await call(url, { insecure: true })).outcome).toMatchObject({ status: 204 });
  });

  it('lets added headers replace received ones and adds the others; what cannot be sent is left out', async () => {
    const handler = await handlerThat({ kind: 'answer', status: 200 });
    const added = [
      ['X-One', 'mine'],
      ['X-New', 'yes'],
      ['X-Bad', 'a\u0000b'],
      ['X Bad', 'a'],
    ] as const;
    const { outcome } = await call(handler.url, {
      received: [
        ['x-one', 'theirs'],
        ['X-Two', '\u00fd'],
      ],
      added,
    });
    expect(outcome).toMatchObject({ status: 200 });
    const { headers } = handler.calls[0] ?? { headers: {} };
    expect(headers).toMatchObject({ 'x-one': 'mine', 'x-new': 'yes', 'x-two': '\u00fd' });
    expect(Object.keys(headers)).not.toContain('x-bad');
  });

  it('is not put off by a handler that keeps connections alive', async () => {
    const handler = await handlerThat({ kind: 'answer', status: 200, headers: { Connection: 'keep-alive' } });
    for (let number = 0; number < 3; number += 1) {
      expect((await call(handler.url)).outcome).toMatchObject({ status: 200 });
    }
    await handler.close();
    open.splice(0);
    expect((await call(handler.url)).outcome).toMatchObject({ error: 'refused' });
  });

  it('does not call a handler refused because our own event loop was busy', async () => {
    const handler = await handlerThat({ kind: 'answer', status: 200 });
    const called = call(`http://localhost:${handler.port}/`);
    await new Promise((resolve) => setImmediate(resolve));
    const until = performance.now() + 400;
    while (performance.now() < until);
    expect((await called).outcome).toMatchObject({ status: 200 });
  });
});
