import { expect, it, vi } from 'vitest';
import { bodyOf, callCurl, callFetch, callRaw, hasCurl, NO_BODY, openDesk } from '../desk.ts';

const drip = { connection: 'drip' } as const;

it('the whole answer, each byte by itself, then a FIN', async () => {
  const { port, left, begun } = await openDesk({ chosen: drip, patience: { byteEvery: 5 } });
  const { bytes, end, chunks } = await callRaw(port);
  expect(end).toBe('FIN');
  expect(bytes).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(bodyOf(bytes)).toBe('0123456789');
  // On a busy machine some bytes arrive together.
  expect(chunks.length).toBeGreaterThan(5);
  expect(begun).toEqual(['drip']);
  await vi.waitFor(() => expect(left).toMatchObject([{ connection: 'drip' }]));
  expect(left[0]?.ms).toBeGreaterThanOrEqual(bytes.length * 5);
});

it('drips headers alone where there is no body', async () => {
  const { port } = await openDesk({ chosen: drip, reply: NO_BODY, patience: { byteEvery: 1 } });
  expect((await callRaw(port)).bytes).toMatch(
    /^HTTP\/1\.1 204 No Content\r\nDate: [^\r]+\r\nConnection: close\r\n\r\n$/,
  );
});

it('ends with a FIN after the longest time', async () => {
  const { port } = await openDesk({ chosen: drip, patience: { byteEvery: 5, longest: 50 } });
  expect(await callRaw(port)).toMatchObject({ bytes: 'HTTP/1.1 2', end: 'FIN' });
});

it('ends with a FIN when hurried, and then it was cut', async () => {
  const hurry = new AbortController();
  const { port, begun, left } = await openDesk({ chosen: drip, signal: hurry.signal });
  const call = callRaw(port);
  await vi.waitFor(() => expect(begun).toEqual(['drip']));
  hurry.abort();
  expect(await call).toMatchObject({ end: 'FIN' });
  await vi.waitFor(() => expect(left).toMatchObject([{ connection: 'truncate' }]));
});

it('stops when the caller leaves', async () => {
  const { port, left } = await openDesk({ chosen: drip });
  expect(await callFetch(port, AbortSignal.timeout(150))).toMatch(/^TimeoutError/);
  await vi.waitFor(() => expect(left).toMatchObject([{ connection: 'drip' }]));
});

it.runIf(hasCurl)('curl with a limit sees a few bytes of headers and gives up (28)', async () => {
  const { port } = await openDesk({ chosen: drip });
  const seen = await callCurl(port, '--max-time', '0.3');
  expect(seen).toMatchObject({ exit: 28, stdout: '' });
});
