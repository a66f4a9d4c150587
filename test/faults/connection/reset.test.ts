import { expect, it, vi } from 'vitest';
import { callCurl, callFetch, callRaw, hasCurl, openDesk } from '../desk.ts';

it('an RST before a byte', async () => {
  const { port, left } = await openDesk({ chosen: { connection: 'reset' } });
  expect(await callRaw(port)).toEqual({ bytes: '', end: 'ECONNRESET', chunks: [] });
  await vi.waitFor(() => expect(left).toMatchObject([{ connection: 'reset' }]));
});

it('fetch sees a reset', async () => {
  const { port } = await openDesk({ chosen: { connection: 'reset' } });
  expect(await callFetch(port)).toBe('ECONNRESET');
});

it.runIf(hasCurl)('curl sees a reset (56)', async () => {
  const { port } = await openDesk({ chosen: { connection: 'reset' } });
  expect(await callCurl(port)).toMatchObject({
    exit: 56,
    stdout: '',
    stderr: expect.stringContaining('reset by peer') as string,
  });
});
