import { expect, it, vi } from 'vitest';
import { callCurl, callFetch, callRaw, hasCurl, openDesk, REQUEST } from '../desk.ts';

it('a FIN before a byte', async () => {
  const { port, left } = await openDesk({ chosen: { connection: 'empty' } });
  expect(await callRaw(port)).toEqual({ bytes: '', end: 'FIN', chunks: [] });
  await vi.waitFor(() => expect(left).toMatchObject([{ connection: 'empty' }]));
});

it('a FIN also when the caller has already sent its next request', async () => {
  const { port } = await openDesk({ chosen: { connection: 'empty' } });
  expect(await callRaw(port, REQUEST + REQUEST)).toEqual({ bytes: '', end: 'FIN', chunks: [] });
});

it('fetch sees the other side close', async () => {
  const { port } = await openDesk({ chosen: { connection: 'empty' } });
  expect(await callFetch(port)).toBe('UND_ERR_SOCKET');
});

it.runIf(hasCurl)('curl sees an empty reply (52)', async () => {
  const { port } = await openDesk({ chosen: { connection: 'empty' } });
  expect(await callCurl(port)).toEqual({ exit: 52, stdout: '', stderr: 'curl: (52) Empty reply from server' });
});
