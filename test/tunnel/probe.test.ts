import https from 'node:https';
import { describe, expect, it } from 'vitest';
import { probe, type ProbeResult } from '../../src/tunnel/probe.ts';
import { closedPort, listening, saying, serving } from '../dial/servers.ts';
import { SELF_SIGNED } from '../dial/self-signed.ts';
import { openTunnel, startServer } from './open.ts';

const PROOF = 'proof-7f3a';

function ask(
  publicUrl: string,
  changes: { readonly deadline?: number; readonly signal?: AbortSignal } = {},
): Promise<ProbeResult> {
  const { deadline = 5000, signal = new AbortController().signal } = changes;
  return probe({ publicUrl, path: '/once/abc', proof: PROOF, deadline, signal });
}

/** Our listener, as the probe needs it: the proof on the one-time path, for a POST. */
function proving(): Promise<number> {
  return serving((request, response) => {
    const isOurs = request.method === 'POST' && request.url === '/once/abc';
    response.writeHead(isOurs ? 200 : 404).end(isOurs ? PROOF : '');
  });
}

describe('probe', () => {
  it('is proved by the exact answer, with its time', async () => {
    const result = await ask(`http://127.0.0.1:${await proving()}`);
    expect(result).toEqual({ kind: 'proved', ms: expect.any(Number) });
  });

  it('goes through a tunnel', async () => {
    const tunnel = await openTunnel(await startServer(), { port: await proving() });
    expect(await ask(tunnel.publicUrl)).toMatchObject({ kind: 'proved' });
  });

  it('knows a tunnel that was closed', async () => {
    const server = await startServer();
    const tunnel = await openTunnel(server, { port: await proving() });
    await tunnel.close();
    await expect.poll(() => server.names()).toEqual([]);
    expect(await ask(tunnel.publicUrl)).toMatchObject({ because: 'name-gone', status: 404 });
  });

  it.each([
    { status: 200, type: 'text/plain', body: 'proof-other', because: 'other-answer' },
    { status: 200, type: 'text/plain', body: `${PROOF}\n`, because: 'other-answer' },
    { status: 302, type: 'text/html', body: '', because: 'other-answer' },
    { status: 401, type: 'text/html; charset=utf-8', body: 'Tunnel Password', because: 'password-page' },
    { status: 200, type: 'text/html', body: 'Welcome', because: 'password-page' },
    { status: 511, type: 'text/html', body: 'Hotel', because: 'password-page' },
    { status: 401, type: 'text/plain', body: '', because: 'other-answer' },
    { status: 404, type: 'text/plain', body: '404', because: 'name-gone' },
    { status: 404, type: 'text/html', body: 'Not found', because: 'name-gone' },
    { status: 408, type: 'text/plain', body: '', because: 'stale-connection' },
    { status: 502, type: 'text/html', body: 'Bad gateway', because: 'tunnel-server' },
    { status: 503, type: 'text/plain', body: '', because: 'tunnel-server' },
    { status: 504, type: 'text/plain', body: '', because: 'tunnel-server' },
    { status: 530, type: 'text/html', body: 'error code: 1033', because: 'tunnel-server' },
  ])('reads $status $type $body as $because', async ({ status, type, body, because }) => {
    const port = await serving((_request, response) => response.writeHead(status, { 'content-type': type }).end(body));
    const result = await ask(`http://127.0.0.1:${port}`);
    expect(result).toMatchObject({ kind: 'failed', because, status });
    expect(result.kind === 'failed' && result.text).toContain(String(status));
  });

  it.each([
    { status: 530, headers: { server: 'cloudflare' }, body: 'error code: 1033', says: '(530, Cloudflare error 1033)' },
    { status: 404, headers: { 'ngrok-error-code': 'ERR_NGROK_3200' }, body: 'offline', says: '(404, ERR_NGROK_3200)' },
    {
      status: 200,
      headers: { 'ngrok-error-code': 'ERR_NGROK_6024', 'content-type': 'text/html' },
      body: 'You are about to visit',
      says: 'web page for people came back (200, ERR_NGROK_6024)',
    },
  ])('says what the edge says: $says', async ({ status, headers, body, says }) => {
    const port = await serving((_request, response) => response.writeHead(status, headers).end(body));
    expect(await ask(`http://127.0.0.1:${port}`)).toMatchObject({ text: expect.stringContaining(says) });
  });

  it('says that nobody is there', async () => {
    const refused = await ask(`http://127.0.0.1:${await closedPort()}`);
    expect(refused).toMatchObject({ because: 'unreachable', status: null, text: expect.stringContaining('refuses') });
    const reset = await ask(`http://127.0.0.1:${await saying('')}`);
    expect(reset).toMatchObject({ because: 'unreachable', text: expect.stringContaining('closed before an answer') });
  });

  it('trusts no certificate that cannot be checked: the shop would not either', async () => {
    const port = await listening(https.createServer(SELF_SIGNED, (_request, response) => response.end(PROOF)));
    expect(await ask(`https://127.0.0.1:${port}`)).toMatchObject({
      because: 'unreachable',
      text: expect.stringContaining('certificate'),
    });
  });

  it('ends by itself and when it is no longer wanted', async () => {
    const port = await saying('', true);
    expect(await ask(`http://127.0.0.1:${port}`, { deadline: 30 })).toMatchObject({ because: 'timeout', status: null });
    const signal = AbortSignal.abort();
    expect(await ask(`http://127.0.0.1:${port}`, { signal })).toMatchObject({ because: 'aborted' });
  });

  it('comes on a new connection each time', async () => {
    const ports = new Set<number | undefined>();
    const port = await serving((request, response) => {
      ports.add(request.socket.remotePort);
      response.end(PROOF);
    });
    for (let count = 0; count < 3; count += 1) await ask(`http://127.0.0.1:${port}`);
    expect(ports.size).toBe(3);
  });
});
