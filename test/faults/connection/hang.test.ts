import { connect } from 'node:net';
import { expect, it, vi } from 'vitest';
import { callCurl, callFetch, callRaw, hasCurl, openDesk, REQUEST } from '../desk.ts';

const hang = { connection: 'hang' } as const;

it('nothing until the caller leaves', async () => {
  const { port, left, begun } = await openDesk({ chosen: hang });
  expect(await callFetch(port, AbortSignal.timeout(150))).toMatch(/^TimeoutError/);
  await vi.waitFor(() => expect(left).toMatchObject([{ connection: 'hang' }]));
  expect(begun).toEqual([]);
});

it('a FIN before a byte after the longest time', async () => {
  const { port, left } = await openDesk({ chosen: hang, patience: { longest: 30 } });
  expect(await callRaw(port)).toEqual({ bytes: '', end: 'FIN', chunks: [] });
  await vi.waitFor(() => expect(left).toMatchObject([{ connection: 'hang' }]));
  expect(left[0]?.ms).toBeGreaterThanOrEqual(30);
});

it('a FIN when hurried, and then it was no hang', async () => {
  const hurry = new AbortController();
  const onCall = (): void => void setImmediate(() => hurry.abort());
  const { port, left } = await openDesk({ chosen: hang, signal: hurry.signal, onCall });
  expect(await callRaw(port)).toEqual({ bytes: '', end: 'FIN', chunks: [] });
  await vi.waitFor(() => expect(left).toMatchObject([{ connection: 'empty' }]));
});

it('lets go of a caller that keeps its end open', async () => {
  const closed = vi.fn<() => void>();
  const { port } = await openDesk({
    chosen: hang,
    patience: { longest: 1, linger: 20 },
    onCall: (response) => response.socket?.once('close', closed),
  });
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }, () => socket.write(REQUEST));
  socket.on('error', () => socket.destroy());
  socket.resume();
  await vi.waitFor(() => expect(closed).toHaveBeenCalled());
});

it.runIf(hasCurl)('curl with a limit gets no byte (28)', async () => {
  const { port } = await openDesk({ chosen: hang });
  const seen = await callCurl(port, '--max-time', '0.3');
  expect(seen).toMatchObject({ exit: 28, stdout: '', stderr: expect.stringContaining('0 bytes received') as string });
});
