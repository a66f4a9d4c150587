import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { http as mswHttp, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { exchange, type Exchange, type ExchangeRequest } from '../../src/dial/exchange.ts';
import { SELF_SIGNED } from './self-signed.ts';
import { closedPort, echo, listening, saying, serving } from './servers.ts';

function send(url: string, changes: Partial<ExchangeRequest> = {}): Promise<Exchange> {
  const signal = new AbortController().signal;
  return exchange({ url, method: 'POST', headers: {}, body: 'hello', limit: 1000, deadline: 5000, signal, ...changes });
}

function failedBy(result: Exchange): string {
  return result.kind === 'failed' ? result.by : `answered ${result.status}`;
}

describe('exchange', () => {
  it('gives status, headers and the whole body', async () => {
    const port = await serving((request, response) => void echo(request, response));
    const body = Buffer.from([0, 1, 128, 255]);
    const result = await send(`http://127.0.0.1:${port}/a?b=c`, { headers: { 'X-Mine': 'yes' }, body });
    expect(result).toMatchObject({
      kind: 'answered',
      status: 200,
      headers: { 'x-seen': 'POST /a?b=c', 'x-mine': 'yes' },
    });
    expect(result.kind === 'answered' && result.body).toEqual(body);
    expect(result.ms).toBeGreaterThanOrEqual(0);
  });

  it('keeps no connection', async () => {
    const seen: (string | undefined)[] = [];
    const port = await serving((request, response) => {
      seen.push(`${request.socket.remotePort} ${request.headers.connection}`);
      response.end();
    });
    await send(`http://127.0.0.1:${port}`);
    await send(`http://127.0.0.1:${port}`);
    expect(new Set(seen).size).toBe(2);
    expect(seen.every((line) => line?.endsWith(' close'))).toBe(true);
  });

  it('follows no redirect', async () => {
    const port = await serving((_request, response) => response.writeHead(302, { location: '/elsewhere' }).end());
    expect(await send(`http://127.0.0.1:${port}`)).toMatchObject({ status: 302, headers: { location: '/elsewhere' } });
  });

  it('sends the credentials of the URL, decoded', async () => {
    const port = await serving((request, response) => response.end(request.headers.authorization));
    const result = await send(`http://us%40er:p%3Ass%25@127.0.0.1:${port}`);
    expect(result.kind === 'answered' && result.body.toString()).toBe(
      `Basic ${Buffer.from('us@er:p:ss%').toString('base64')}`,
    );
  });

  it.each(['127.0.0.1', '::1'])('reaches localhost and names below it when only %s listens', async (host) => {
    const port = await serving((request, response) => response.end(request.headers.host), { host });
    for (const name of ['localhost', 'name.lt.localhost']) {
      const result = await send(`http://${name}:${port}/`);
      expect(result.kind === 'answered' ? result.body.toString() : result.message).toBe(`${name}:${port}`);
    }
  });

  it('reaches an address of the newer family', async () => {
    const port = await serving((_request, response) => response.end('six'), { host: '::1' });
    expect(await send(`http://[::1]:${port}/`)).toMatchObject({ status: 200 });
  });

  it('can be intercepted by MSW', async () => {
    const mocked = setupServer(
      mswHttp.post('https://shop.admin.s1.upgates.com/api/v2/webhooks', () => HttpResponse.json({ ok: 1 })),
    );
    mocked.listen({ onUnhandledRequest: 'error' });
    onTestFinished(() => mocked.close());
    const result = await send('https://shop.admin.s1.upgates.com/api/v2/webhooks');
    expect(result.kind === 'answered' && result.body.toString()).toBe('{"ok":1}');
  });
});

describe('exchange, when it fails', () => {
  it('says refused, on one address and on both of localhost', async () => {
    const port = await closedPort();
    expect(failedBy(await send(`http://127.0.0.1:${port}`))).toBe('refused');
    expect(failedBy(await send(`http://localhost:${port}`))).toBe('refused');
  });

  it('says tls for a certificate that cannot be checked, unless told otherwise near by', async () => {
    const server = https.createServer(SELF_SIGNED, (_request, response) => response.end('secret'));
    const port = await listening(server);
    expect(failedBy(await send(`https://127.0.0.1:${port}`))).toBe('tls');
    expect(await send(`https://localhost:${port}`, { insecure: true })).toMatchObject({ status: 200 });
  });

  it('says tls when the other side speaks plain HTTP', async () => {
    const port = await serving((_request, response) => response.end());
    expect(failedBy(await send(`https://127.0.0.1:${port}`))).toBe('tls');
  });

  it.each([
    ['', 'reset'],
    ['HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf', 'reset'],
    ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel', 'reset'],
    ['SSH-2.0-OpenSSH_9.2\r\n', 'malformed'],
  ])('reads %j as %s', async (bytes, by) => {
    expect(failedBy(await send(`http://127.0.0.1:${await saying(bytes)}`))).toBe(by);
  });

  it('says reset when the connection is cut hard', async () => {
    const port = await listening(net.createServer((socket) => socket.once('data', () => socket.resetAndDestroy())));
    expect(failedBy(await send(`http://127.0.0.1:${port}`))).toBe('reset');
  });

  it('cuts an answer that never ends: the deadline covers the last byte', async () => {
    const port = await saying('HTTP/1.1 200 OK\r\n\r\nbegun', true);
    expect(failedBy(await send(`http://127.0.0.1:${port}`, { deadline: 50 }))).toBe('timeout');
    expect(failedBy(await send(`http://127.0.0.1:${await saying('', true)}`, { deadline: 50 }))).toBe('timeout');
  });

  it('ends when it is no longer wanted, before and during the exchange', async () => {
    const control = new AbortController();
    const port = await serving(() => control.abort());
    expect(failedBy(await send(`http://127.0.0.1:${port}`, { signal: control.signal }))).toBe('aborted');
    expect(failedBy(await send(`http://127.0.0.1:${port}`, { signal: control.signal }))).toBe('aborted');
  });

  it('takes an answer up to the limit and no more', async () => {
    const port = await serving((_request, response) => response.end('0123456789'));
    expect(await send(`http://127.0.0.1:${port}`, { limit: 10 })).toMatchObject({ status: 200 });
    expect(failedBy(await send(`http://127.0.0.1:${port}`, { limit: 9 }))).toBe('too-large');
  });

  it.each([
    ['no URL at all', 'not a url', {}],
    ['another protocol', 'ftp://127.0.0.1/', {}],
    ['a header with a line break', 'http://127.0.0.1:1/', { headers: { 'X-Bad': 'a\r\nb' } }],
  ])('is malformed for %s, and never rejects', async (_what, url, changes) => {
    expect(failedBy(await send(url, changes))).toBe('malformed');
  });

  it('leaves nothing open when it ends early', async () => {
    const closed = new Promise<void>((resolve) => {
      void listening(http.createServer((request) => request.socket.once('close', () => resolve()))).then((port) =>
        send(`http://127.0.0.1:${port}`, { deadline: 50 }),
      );
    });
    await closed;
  });
});
