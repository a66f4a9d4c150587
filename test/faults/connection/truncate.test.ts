import { connect } from 'node:net';
import { expect, it, vi } from 'vitest';
import { ANSWER, bodyOf, callCurl, callFetch, callRaw, hasCurl, NO_BODY, openDesk, REQUEST } from '../desk.ts';

it('all headers, half of the declared body, then a FIN', async () => {
  const { port, left } = await openDesk({ chosen: { connection: 'truncate' } });
  const { bytes, end } = await callRaw(port);
  expect(end).toBe('FIN');
  expect(bytes).toMatch(/^HTTP\/1\.1 200 OK\r\nContent-Type: text\/plain\r\nX-From: handler\r\nContent-Length: 10\r\n/);
  expect(bodyOf(bytes)).toBe('01234');
  await vi.waitFor(() => expect(left).toMatchObject([{ connection: 'truncate' }]));
});

it('a long body comes as far as its middle, whole', async () => {
  const body = Buffer.alloc(1_000_001, 'x');
  const { port } = await openDesk({ chosen: { connection: 'truncate' }, reply: { ...ANSWER, body } });
  const { bytes, end } = await callRaw(port);
  expect(end).toBe('FIN');
  expect(bytes).toContain('Content-Length: 1000001\r\n');
  expect(bodyOf(bytes)).toHaveLength(500_000);
});

it.each([
  ['204', NO_BODY],
  ['204 with a body that HTTP forbids', { ...ANSWER, status: 204 }],
  ['503 without a body', { ...NO_BODY, status: 503 }],
])('%s becomes a 200 that declares 64 bytes and sends 32', async (_name, reply) => {
  const { port } = await openDesk({ chosen: { connection: 'truncate' }, reply });
  const { bytes, end } = await callRaw(port);
  expect(end).toBe('FIN');
  expect(bytes).toMatch(/^HTTP\/1\.1 200 OK\r\nContent-Length: 64\r\n/);
  expect(bodyOf(bytes)).toHaveLength(32);
});

it.each([
  [500, 'HTTP/1.1 500 Internal Server Error'],
  [204, 'HTTP/1.1 200 OK'],
])("keeps the fault's own status %i where it can have a body", async (status, line) => {
  const { port } = await openDesk({ chosen: { connection: 'truncate', status } });
  const { bytes } = await callRaw(port);
  expect(bytes.split('\r\n')[0]).toBe(line);
  expect(bodyOf(bytes)).toHaveLength(32);
});

it('no header of the handler ends its line', async () => {
  const headers = [
    ['X-Bad', 'a\r\nX-Injected: 1'],
    ['X Bad', '1'],
    ['X-Good', '1'],
  ] as const;
  const { port } = await openDesk({ chosen: { connection: 'truncate' }, reply: { ...ANSWER, headers } });
  const { bytes } = await callRaw(port);
  expect(bytes).toContain('X-Good: 1\r\n');
  expect(bytes).not.toMatch(/Injected|Bad/);
});

it('a caller that sends on gets no RST', async () => {
  const seen: string[] = [];
  let calls = 0;
  const { port } = await openDesk({ chosen: { connection: 'truncate' }, onCall: () => (calls += 1) });
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }, () => socket.write(REQUEST));
  socket.resume();
  socket.once('end', () => socket.write(REQUEST));
  socket.on('error', ({ message }) => seen.push(message));
  socket.once('close', () => seen.push('closed'));
  await vi.waitFor(() => expect(calls).toBe(2));
  socket.end();
  await vi.waitFor(() => expect(seen).toEqual(['closed']));
});

it('fetch sees a body that is too short', async () => {
  const { port } = await openDesk({ chosen: { connection: 'truncate' } });
  expect(await callFetch(port)).toBe('UND_ERR_RES_CONTENT_LENGTH_MISMATCH');
});

it.runIf(hasCurl)('curl sees a partial file (18)', async () => {
  const { port } = await openDesk({ chosen: { connection: 'truncate' } });
  const stderr = 'curl: (18) transfer closed with 5 bytes remaining to read';
  expect(await callCurl(port)).toEqual({ exit: 18, stdout: '01234', stderr });
});
