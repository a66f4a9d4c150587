import { expect, it, vi } from 'vitest';
import { callCurl, callFetch, callRaw, hasCurl, openDesk } from '../desk.ts';

it('64 bytes that are no HTTP, then a FIN', async () => {
  const { port, left } = await openDesk({ chosen: { connection: 'garbage' } });
  const { bytes, end } = await callRaw(port);
  expect(end).toBe('FIN');
  expect(bytes).toHaveLength(64);
  expect(bytes).not.toMatch(/^HTTP\//);
  await vi.waitFor(() => expect(left).toMatchObject([{ connection: 'garbage' }]));
});

it('fetch cannot parse it', async () => {
  const { port } = await openDesk({ chosen: { connection: 'garbage' } });
  expect(await callFetch(port)).toBe('HPE_INVALID_CONSTANT');
});

it.runIf(hasCurl)('curl takes it for HTTP/0.9 (1)', async () => {
  const { port } = await openDesk({ chosen: { connection: 'garbage' } });
  const stderr = 'curl: (1) Received HTTP/0.9 when not allowed';
  expect(await callCurl(port)).toEqual({ exit: 1, stdout: '', stderr });
});
