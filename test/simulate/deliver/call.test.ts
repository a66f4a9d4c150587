import { afterEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/core/outcome.ts';
import { createCaller } from '../../../src/simulate/deliver/call.ts';
import type { ShopCall } from '../../../src/simulate/deliver/send.ts';
import { deadPort, startHandler, startRaw, type Behaviour } from '../../support/handler.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

function callTo(url: string, more: Partial<ShopCall> = {}): ShopCall {
  return {
    url,
    event: 'Orders.create',
    body: Buffer.from('{"orders":[]}'),
    headers: { 'Content-Type': 'application/json', 'User-Agent': 'test' },
    signal: new AbortController().signal,
    limit: 5000,
    connectLimit: null,
    ...more,
  };
}

async function outcomeOf(behaviour: Behaviour, more: Partial<ShopCall> = {}): Promise<Outcome> {
  const handler = await startHandler(behaviour);
  closers.push(() => handler.close());
  return await createCaller()(callTo(handler.url, more));
}

describe('a call of the shop', () => {
  it('posts the body with its headers and the credentials of the URL', async () => {
    const handler = await startHandler({ kind: 'answer', status: 204 });
    closers.push(() => handler.close());
    const url = handler.url.replace('http://', 'http://us%40er:p%25ss@');
    expect(await createCaller()(callTo(`${url}?x=1`))).toMatchObject({ kind: 'answered', status: 204 });
    const [call] = handler.calls;
    expect(call).toMatchObject({ method: 'POST', path: '/webhooks?x=1' });
    expect(call?.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'test',
      'content-length': '13',
      connection: 'close',
      authorization: `Basic ${Buffer.from('us@er:p%ss').toString('base64')}`,
    });
    expect(call?.body.toString()).toBe('{"orders":[]}');
  });

  it.each([200, 201, 301, 404, 500])('takes the status %i as it is and follows nothing', async (status) => {
    const outcome = await outcomeOf({ kind: 'answer', status, headers: { Location: '/elsewhere' }, body: 'hello' });
    expect(outcome).toMatchObject({ kind: 'answered', status });
  });

  it.each([
    ['reset', 'reset'],
    ['cut', 'reset'],
    ['garbage', 'malformed'],
  ] as const)('tells an answer that is %s', async (kind, by) => {
    expect(await outcomeOf({ kind })).toMatchObject({ kind: 'broken', by });
  });

  it('tells a refused connection and an unknown name', async () => {
    const port = await deadPort();
    expect(await createCaller()(callTo(`http://127.0.0.1:${port}/`))).toMatchObject({ kind: 'broken', by: 'refused' });
    const lookup = createCaller({
      requestOptions: () => ({
        lookup: (_name, _options, give) => give(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), ''),
      }),
    });
    expect(await lookup(callTo('http://shop.invalid/'))).toMatchObject({ kind: 'broken', by: 'dns' });
  });

  it('tells a server that speaks no TLS', async () => {
    const raw = await startRaw((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    closers.push(() => raw.close());
    expect(await createCaller()(callTo(`https://127.0.0.1:${raw.port}/`))).toMatchObject({ kind: 'broken', by: 'tls' });
  });

  it('drops a silent handler at the limit', async () => {
    const outcome = await outcomeOf({ kind: 'silent' }, { limit: 60 });
    expect(outcome).toMatchObject({ kind: 'silent', phase: 'answer' });
    expect(outcome.ms).toBeGreaterThan(55);
  });

  it('counts to the last byte: an answer that never ends is silence', async () => {
    const raw = await startRaw((socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'));
    closers.push(() => raw.close());
    const outcome = await createCaller()(callTo(`http://127.0.0.1:${raw.port}/`, { limit: 80 }));
    expect(outcome).toMatchObject({ kind: 'silent', phase: 'answer' });
  });

  it('tells a connection that does not come about in its own limit', async () => {
    const neverResolves = createCaller({ requestOptions: () => ({ lookup: () => undefined }) });
    const outcome = await neverResolves(callTo('http://shop.invalid/', { connectLimit: 30 }));
    expect(outcome).toMatchObject({ kind: 'silent', phase: 'connect' });
  });

  it('keeps the limit of the connection apart from that of the whole', async () => {
    expect(await outcomeOf({ kind: 'late', status: 200, ms: 120 }, { connectLimit: 60 })).toMatchObject({
      kind: 'answered',
      status: 200,
    });
  });

  it('can be dropped', async () => {
    const closing = new AbortController();
    const outcome = outcomeOf({ kind: 'silent' }, { signal: closing.signal });
    setImmediate(() => closing.abort());
    expect(await outcome).toMatchObject({ kind: 'caller-gone' });
    expect(await createCaller()(callTo('http://127.0.0.1:9/', { signal: closing.signal }))).toMatchObject({
      kind: 'caller-gone',
    });
  });
});
