import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { isListening, knock } from '../../src/dial/knock.ts';
import { listen } from '../support/handler.ts';

const server = createServer((socket) => {
  socket.on('data', () => (bytes += 1));
  socket.on('error', () => undefined);
});
let bytes = 0;

afterEach(async () => {
  if (server.listening) await new Promise<void>((resolve) => server.close(() => resolve()));
});

const limits = { deadline: 5000, signal: new AbortController().signal };

describe('knocking', () => {
  it('finds who listens, without a byte', async () => {
    const url = new URL(`http://localhost:${await listen(server)}/webhooks`);
    expect(await knock(url, limits)).toEqual({ kind: 'open' });
    expect(await isListening(url, limits)).toBe(true);
    expect(bytes).toBe(0);
  });

  it('tells why nobody opens', async () => {
    const port = await listen(server);
    await new Promise<void>((resolve) => server.close(() => resolve()));
    const url = new URL(`http://127.0.0.1:${port}`);
    expect(await knock(url, limits)).toMatchObject({ kind: 'closed', by: 'refused' });
    expect(await isListening(url, limits)).toBe(false);
  });

  it('ends at once for a caller who has left already', async () => {
    expect(await knock(new URL('http://127.0.0.1:9'), { deadline: 5000, signal: AbortSignal.abort() })).toEqual({
      kind: 'aborted',
    });
  });
});
