import { connect } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { bodyOf, callCurl, callFetch, callRaw, hasCurl, NO_BODY, openDesk, REQUEST } from './desk.ts';

const CLOSING = 'POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}';

describe('status', () => {
  it("takes the place of the answer's, without its headers and body", async () => {
    const { port, left } = await openDesk({ chosen: { status: 503 } });
    const { bytes, end } = await callRaw(port, CLOSING);
    expect(end).toBe('FIN');
    expect(bytes).toMatch(
      /^HTTP\/1\.1 503 Service Unavailable\r\nContent-Length: 0\r\nDate: [^\r]+\r\nConnection: close\r\n\r\n$/,
    );
    await vi.waitFor(() => expect(left).toMatchObject([{ status: 503 }]));
  });

  it('204 declares no length', async () => {
    const { port } = await openDesk({ chosen: { status: 204 } });
    expect((await callRaw(port, CLOSING)).bytes).not.toContain('Content-Length');
  });

  it('fetch sees the status', async () => {
    const { port } = await openDesk({ chosen: { status: 500 } });
    expect(await callFetch(port)).toBe('500');
  });

  it.runIf(hasCurl)('curl sees the status', async () => {
    const { port } = await openDesk({ chosen: { status: 500 } });
    expect(await callCurl(port, '--write-out', '%{http_code}')).toEqual({ exit: 0, stdout: '500', stderr: '' });
  });
});

describe('delay', () => {
  it('keeps the answer as it is, not a moment too early', async () => {
    const { port, left } = await openDesk({ chosen: { delay: 120 } });
    const { bytes } = await callRaw(port, CLOSING);
    expect(bytes).toContain('X-From: handler\r\nContent-Length: 10\r\n');
    expect(bodyOf(bytes)).toBe('0123456789');
    await vi.waitFor(() => expect(left).toMatchObject([{ status: 200 }]));
    expect(left[0]?.ms).toBeGreaterThanOrEqual(120);
  });

  it('comes before everything else', async () => {
    const { port, left } = await openDesk({ chosen: { delay: 60, connection: 'empty' } });
    expect(await callRaw(port)).toMatchObject({ bytes: '', end: 'FIN' });
    await vi.waitFor(() => expect(left).toMatchObject([{ connection: 'empty' }]));
    expect(left[0]?.ms).toBeGreaterThanOrEqual(60);
  });

  it('ends at once when hurried, and the answer goes out', async () => {
    const hurry = new AbortController();
    const { port } = await openDesk({
      chosen: { delay: 600_000 },
      signal: hurry.signal,
      onCall: () => void setImmediate(() => hurry.abort()),
    });
    expect(await callFetch(port)).toBe('200 0123456789');
  });

  it('ends at once when it had been hurried before', async () => {
    const { port } = await openDesk({ chosen: { delay: 600_000 }, signal: AbortSignal.abort() });
    expect(await callFetch(port)).toBe('200 0123456789');
  });

  it('a caller that leaves meanwhile has got nothing: a hang', async () => {
    const { port, left } = await openDesk({ chosen: { delay: 600_000, connection: 'reset' } });
    expect(await callFetch(port, AbortSignal.timeout(100))).toMatch(/^TimeoutError/);
    await vi.waitFor(() => expect(left).toMatchObject([{ connection: 'hang' }]));
  });

  it.runIf(hasCurl)('curl waits for it', async () => {
    const { port } = await openDesk({ chosen: { delay: 100 } });
    const { exit, stdout } = await callCurl(port, '--write-out', ' %{time_starttransfer}');
    const [body, seconds] = stdout.split(' ');
    expect([exit, body]).toEqual([0, '0123456789']);
    expect(Number(seconds)).toBeGreaterThanOrEqual(0.1);
  });
});

it('the connection lives on after an answer that is whole', async () => {
  const { port, left } = await openDesk({ chosen: { status: 500 }, reply: NO_BODY });
  const { bytes } = await callRaw(port, REQUEST + CLOSING);
  expect(bytes.match(/HTTP\/1\.1 500/g)).toHaveLength(2);
  await vi.waitFor(() => expect(left).toHaveLength(2));
});

it.each(['reset', 'empty', 'truncate', 'garbage', 'drip', 'hang'] as const)(
  '%s settles when the caller has gone before',
  async (connection) => {
    const { port, left } = await openDesk({
      chosen: { connection },
      onCall: (response) => response.socket?.destroy(),
    });
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(CLOSING));
    socket.on('error', () => socket.destroy());
    await vi.waitFor(() => expect(left).toMatchObject([{ connection: 'hang' }]));
  },
);

describe('a caller that sends its requests one behind the other', () => {
  it.each([
    ['garbage', /^no HTTP: .{55}$/s],
    ['truncate', /^HTTP\/1\.1 200 OK.*01234$/s],
  ] as const)('%s waits for its turn', async (connection, last) => {
    const { port } = await openDesk({ chosen: (number) => (number === 1 ? { delay: 40 } : { connection }) });
    const { bytes, end } = await callRaw(port, REQUEST + REQUEST);
    const first = bytes.indexOf('0123456789') + 10;
    expect(bytes.slice(0, first)).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(bytes.slice(first)).toMatch(last);
    expect(end).toBe('FIN');
  });

  it('is let go when the connection breaks before', async () => {
    const { port, left } = await openDesk({
      chosen: (number) => (number === 1 ? { delay: 20, connection: 'reset' } : { connection: 'garbage' }),
    });
    expect(await callRaw(port, REQUEST + REQUEST)).toMatchObject({ bytes: '', end: 'ECONNRESET' });
    await vi.waitFor(() => expect(left).toHaveLength(2));
    expect(left).toContainEqual(expect.objectContaining({ connection: 'hang' }));
  });
});
