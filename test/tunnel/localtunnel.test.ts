import { randomBytes } from 'node:crypto';
import { getDefaultResultOrder } from 'node:dns';
import http from 'node:http';
import net from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { createLocaltunnel } from '../../src/tunnel/localtunnel.ts';
import { closedPort, echo, listening, saying, serving } from '../dial/servers.ts';
import { REGISTRATIONS, type Registration } from '../support/localtunnel-server.ts';
import { GRACE, openTunnel, post, startServer } from './open.ts';

const echoing = (): Promise<number> => serving((request, response) => void echo(request, response));

function openAt(
  host: string,
  changes: { readonly name?: string; readonly signal?: AbortSignal; readonly openDeadline?: number } = {},
): Promise<unknown> {
  const { name = 'wanted', signal = new AbortController().signal, openDeadline = 5000 } = changes;
  return createLocaltunnel({ host, openDeadline }).open({ port: 9, name, signal });
}

describe('an open localtunnel', () => {
  it('leads from the public address to our listener', async () => {
    const server = await startServer();
    const tunnel = await openTunnel(server, { port: await echoing() });
    expect([tunnel.publicUrl, tunnel.isNameGranted]).toEqual([`http://wanted.lt.localhost:${server.port}`, true]);
    const answer = await post(`${tunnel.publicUrl}/a/b?c=d`, 'hello');
    expect(answer).toMatchObject({
      status: 200,
      headers: { 'x-seen': 'POST /a/b?c=d', 'x-mine': 'yes', 'x-host': `wanted.lt.localhost:${server.port}` },
    });
    expect(answer.kind === 'answered' && answer.body.toString()).toBe('hello');
  });

  it.each([1000, 500_000])('leaves %i random bytes untouched', async (size) => {
    const tunnel = await openTunnel(await startServer(), { port: await echoing() });
    const body = randomBytes(size);
    const answer = await post(tunnel.publicUrl, body);
    expect(answer.kind === 'answered' && answer.body.equals(body)).toBe(true);
  });

  it('carries more calls at once than it has connections', async () => {
    const server = await startServer();
    const tunnel = await openTunnel(server, { port: await echoing() });
    const answers = await Promise.all(Array.from({ length: 40 }, (_, number) => post(`${tunnel.publicUrl}/${number}`)));
    expect(answers.map((answer) => (answer.kind === 'answered' ? answer.headers['x-seen'] : answer.by))).toEqual(
      Array.from({ length: 40 }, (_, number) => `POST /${number}`),
    );
    await vi.waitFor(() => expect(server.connections('wanted')).toBe(10));
  });

  it('leads to 127.0.0.1 although a stranger has our port on ::1', async () => {
    const port = await echoing();
    await serving((_request, response) => response.end('stranger'), { host: '::1', port });
    const tunnel = await openTunnel(await startServer(), { port });
    expect(await post(tunnel.publicUrl)).toMatchObject({ status: 200, headers: { 'x-seen': 'POST /' } });
    // Where localhost is 127.0.0.1 alone, only this tells that the order was set.
    expect(getDefaultResultOrder()).toBe('ipv4first');
  });

  it('opens no more connections than ten, whatever the server says', async () => {
    const server = await startServer({ sockets: 1_000_000_000 });
    await openTunnel(server, { port: await echoing() });
    await vi.waitFor(() => expect(server.connections('wanted')).toBe(10));
  });

  it('tells a plain link from one that never leaves this machine', () => {
    expect(createLocaltunnel({ host: 'https://localtunnel.me' }).isPlainLink).toBe(true);
    expect(createLocaltunnel({ host: 'http://127.0.0.1:1' }).isPlainLink).toBe(false);
  });
});

describe('the name', () => {
  it('is told when another one was granted', async () => {
    const server = await startServer();
    server.answerWith({ kind: 'rename', name: 'another' });
    const tunnel = await openTunnel(server, { port: await echoing() });
    expect([tunnel.isNameGranted, tunnel.publicUrl]).toEqual([false, `http://another.lt.localhost:${server.port}`]);
    expect(await post(tunnel.publicUrl)).toMatchObject({ status: 200 });
  });

  it('is not taken from whoever has it', async () => {
    const server = await startServer();
    const first = await openTunnel(server, { port: await echoing() });
    const second = await openTunnel(server, { port: await serving((_request, response) => response.end('second')) });
    expect([second.isNameGranted, second.publicUrl === first.publicUrl]).toEqual([false, false]);
    expect(await post(first.publicUrl)).toMatchObject({ headers: { 'x-seen': 'POST /' } });
  });

  it('is had again at once after closing, while the server still holds it', async () => {
    const server = await startServer();
    const port = await echoing();
    const first = await openTunnel(server, { port });
    await first.close();
    expect(server.names()).toEqual(['wanted']);
    expect((await openTunnel(server, { port })).isNameGranted).toBe(true);
  });

  it.each(['abc', 'Upper', '-hyphen', 'x'.repeat(64), '../up', ''])(
    '%j is a mistake before anything is sent',
    async (name) => {
      const server = await startServer();
      await expect(openAt(server.url, { name })).rejects.toMatchObject({ code: 'tunnel-name', exit: 2 });
      expect(server.asked()).toBe(0);
    },
  );
});

describe('a start that fails', () => {
  it('says that the server is down', async () => {
    const host = `http://127.0.0.1:${await closedPort()}`;
    await expect(openAt(host)).rejects.toMatchObject({ code: 'tunnel-unreachable', exit: 3 });
    await expect(openAt(host)).rejects.toThrow(/refuses connections/);
  });

  it.each([
    ['forbidden', 'tunnel-refused', /403: Invalid subdomain/],
    ['broken', 'tunnel-refused', /500 and gave no tunnel/],
    ['garbage', 'tunnel-refused', /200 with something that is no tunnel/],
    ['page', 'tunnel-refused', /401 with a web page: a password page/],
    ['moved', 'tunnel-refused', /301 and points to https:\/\/loca\.lt\//],
    ['hang', 'tunnel-unreachable', /no answer in time/],
  ] as const)('explains the answer "%s"', async (kind, code, message) => {
    const server = await startServer();
    server.answerWith(REGISTRATIONS[kind]);
    const opening = openAt(server.url, { openDeadline: 300 });
    await expect(opening).rejects.toMatchObject({ code, exit: 3 });
    await expect(opening).rejects.toThrow(message);
    expect(server.asked()).toBe(1);
  });

  it.each([
    ['no id', { port: 1, url: 'http://a.b' }],
    ['no port', { id: 'wanted', url: 'http://a.b' }],
    ['a port out of range', { id: 'wanted', port: 70_000, url: 'http://a.b' }],
    ['an address that is no URL', { id: 'wanted', port: 1, url: 'a.b' }],
    ['an address of another kind', { id: 'wanted', port: 1, url: 'javascript:alert(1)' }],
  ])('does not trust a grant with %s', async (_what, grant) => {
    const server = await startServer();
    const body = JSON.stringify(grant);
    server.answerWith({ kind: 'answer', status: 200, body } satisfies Registration);
    await expect(openAt(server.url)).rejects.toMatchObject({ code: 'tunnel-refused' });
  });

  it('makes the words of a server safe', async () => {
    const server = await startServer();
    const body = JSON.stringify({ message: `\u001b[2J ${'words '.repeat(900)}` });
    server.answerWith({ kind: 'answer', status: 403, body });
    const failure: unknown = await openAt(server.url).catch((error: unknown) => error);
    const message = failure instanceof Error ? failure.message : '';
    expect(message).toContain(String.raw`\x1b[2J`);
    expect(message.length).toBeLessThan(300);
  });

  it('says that the port of the tunnel takes no connection', async () => {
    const server = await startServer();
    const grant = { id: 'wanted', port: await closedPort(), url: 'http://wanted.lt.localhost', max_conn_count: 10 };
    server.answerWith({ kind: 'answer', status: 200, body: JSON.stringify(grant) });
    await expect(openAt(server.url)).rejects.toThrow(/takes no connection: a firewall/);
  });

  it('ends when it is no longer wanted', async () => {
    const server = await startServer();
    server.answerWith(REGISTRATIONS.hang);
    const control = new AbortController();
    const opening = openAt(server.url, { signal: control.signal });
    await vi.waitFor(() => expect(server.asked()).toBe(1));
    control.abort();
    await expect(opening).rejects.toMatchObject({ code: 'tunnel-aborted' });
  });

  it('says what is no tunnel server at all', async () => {
    const port = await saying('SSH-2.0-OpenSSH_9.2\r\n');
    await expect(openAt(`http://127.0.0.1:${port}`)).rejects.toThrow(/does not speak HTTP/);
  });

  it.each(['', 'localtunnel.me', 'ftp://localtunnel.me'])('takes %j for a mistake', (host) => {
    expect(() => createLocaltunnel({ host })).toThrow(expect.objectContaining({ code: 'tunnel-host', exit: 2 }));
  });
});

describe('trouble afterwards', () => {
  it('is told, not thrown, when the server is gone', async () => {
    const server = await startServer();
    const tunnel = await openTunnel(server, { port: await echoing() });
    const troubles: string[] = [];
    tunnel.onTrouble((text) => troubles.push(text));
    await post(tunnel.publicUrl);
    await server.stop();
    await vi.waitFor(() => expect(troubles.length).toBeGreaterThan(0));
    expect(troubles.join()).toMatch(/tunnel server (refuses|has closed)/);
    await tunnel.close();
  });

  it('needs no listener to be harmless', async () => {
    const server = await startServer();
    const tunnel = await openTunnel(server, { port: await echoing() });
    await server.stop();
    expect(await post(tunnel.publicUrl)).toMatchObject({ by: 'refused' });
    await tunnel.close();
  });

  it('of connections alone is healed by new ones', async () => {
    const server = await startServer({ grace: 5000 });
    const tunnel = await openTunnel(server, { port: await echoing() });
    await post(tunnel.publicUrl);
    server.killSockets();
    expect(await post(tunnel.publicUrl)).toMatchObject({ status: 200 });
  });

  it('is over with a fresh tunnel under the same name once the server is back', async () => {
    const server = await startServer();
    const port = await echoing();
    const first = await openTunnel(server, { port });
    await server.stop();
    await first.close();
    await server.restart();
    const second = await openTunnel(server, { port });
    expect([second.isNameGranted, second.publicUrl]).toEqual([true, first.publicUrl]);
    expect(await post(second.publicUrl)).toMatchObject({ status: 200 });
  });

  it('does not make us spin when a server drops each connection', async () => {
    let connections = 0;
    const port = await listening(
      net.createServer((socket) => {
        connections += 1;
        socket.destroy();
      }),
    );
    const server = await startServer();
    const grant = { id: 'wanted', port, url: 'http://wanted.lt.localhost', max_conn_count: 2 };
    server.answerWith({ kind: 'answer', status: 200, body: JSON.stringify(grant) });
    const tunnel = await openTunnel(server, { port: await echoing() });
    const troubles: string[] = [];
    tunnel.onTrouble((text) => troubles.push(text));
    await vi.waitFor(() => expect(troubles).toHaveLength(1));
    expect(connections).toBe(2);
  });
});

describe('closing', () => {
  it('frees the name and can be done twice', async () => {
    const server = await startServer();
    const tunnel = await openTunnel(server, { port: await echoing() });
    await Promise.all([tunnel.close(), tunnel.close()]);
    await vi.waitFor(() => expect(server.names()).toEqual([]));
    expect(await post(tunnel.publicUrl)).toMatchObject({ status: 404 });
  });

  it('lets a running answer out', async () => {
    const server = await startServer();
    const answers: http.ServerResponse[] = [];
    const port = await serving((_request, response) => void answers.push(response));
    const tunnel = await openTunnel(server, { port, closeDeadline: 5000 });
    const call = post(tunnel.publicUrl);
    await vi.waitFor(() => expect(answers).toHaveLength(1));
    const body = randomBytes(2_000_000);
    answers[0]?.end(body);
    await tunnel.close();
    const answer = await call;
    expect(answer.kind === 'answered' && answer.body.equals(body)).toBe(true);
  });

  it('is not held by a call that never ends', async () => {
    const server = await startServer();
    const seen: http.IncomingMessage[] = [];
    const port = await serving((request) => void seen.push(request));
    const tunnel = await openTunnel(server, { port, closeDeadline: 60 });
    const call = post(tunnel.publicUrl, '{}', 4 * GRACE);
    await vi.waitFor(() => expect(seen).toHaveLength(1));
    await tunnel.close();
    await vi.waitFor(() => expect(server.connections('wanted')).toBe(0));
    await call;
  });

  it('has its own deadline: a server that does not let go is left', async () => {
    const held = new Set<net.Socket>();
    const stubborn = net.createServer({ allowHalfOpen: true }, (socket) => {
      held.add(socket);
      socket.once('close', () => held.delete(socket));
    });
    const port = await listening(stubborn);
    const server = await startServer();
    const grant = { id: 'wanted', port, url: 'http://wanted.lt.localhost', max_conn_count: 2 };
    server.answerWith({ kind: 'answer', status: 200, body: JSON.stringify(grant) });
    const tunnel = await openTunnel(server, { port: await echoing(), closeDeadline: 60 });
    await vi.waitFor(() => expect(held.size).toBe(2));
    await tunnel.close();
    // Whoever still writes into a connection that was cut on our side is told so.
    await vi.waitFor(() => {
      for (const socket of held) socket.write('x');
      expect(held.size).toBe(0);
    });
  });
});
