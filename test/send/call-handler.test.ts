import { afterEach, describe, expect, it } from 'vitest';
import type { HandlerResult } from '../../src/core/outcome.ts';
import { ANSWER_BODY_LIMIT, callHandler, type HandlerCall } from '../../src/send/call-handler.ts';
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
});
