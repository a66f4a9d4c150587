import net from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { exchange, type Exchange } from '../../src/dial/exchange.ts';
import { listening } from '../dial/servers.ts';
import {
  REGISTRATIONS,
  startLocaltunnelServer,
  type LocaltunnelServer,
  type LocaltunnelServerOptions,
} from './localtunnel-server.ts';

async function start(options: LocaltunnelServerOptions = {}): Promise<LocaltunnelServer> {
  const server = await startLocaltunnelServer(options);
  onTestFinished(() => server.close());
  return server;
}

async function get(url: string): Promise<{ readonly status: number; readonly body: unknown; readonly text: string }> {
  const signal = new AbortController().signal;
  const answer: Exchange = await exchange({
    url,
    method: 'GET',
    headers: {},
    body: null,
    limit: 1e6,
    deadline: 3000,
    signal,
  });
  if (answer.kind === 'failed') return { status: 0, body: null, text: answer.by };
  const text = answer.body.toString();
  return { status: answer.status, body: text.startsWith('{') ? JSON.parse(text) : null, text };
}

/** A client of one connection that answers everything with its own words. */
async function connect(port: number, words: string): Promise<net.Socket> {
  const socket = net.connect(port, '127.0.0.1');
  socket.on('error', () => {});
  socket.on('data', () => socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${words.length}\r\n\r\n${words}`));
  onTestFinished(() => void socket.destroy());
  await new Promise((resolve) => socket.once('connect', resolve));
  return socket;
}

function portIn(body: unknown): number {
  return typeof body === 'object' && body !== null && 'port' in body ? Number(body.port) : 0;
}

describe('registration', () => {
  it('grants a free name with its port, connections and address', async () => {
    const server = await start();
    const { status, body } = await get(`${server.url}/mine`);
    expect([status, body]).toEqual([
      200,
      { id: 'mine', port: expect.any(Number), max_conn_count: 10, url: `http://mine.lt.localhost:${server.port}` },
    ]);
    expect(server.names()).toEqual(['mine']);
  });

  it('silently gives another name for a taken one, and random ones to those who want any', async () => {
    const server = await start();
    await get(`${server.url}/mine`);
    expect((await get(`${server.url}/mine`)).body).toMatchObject({ id: 'random1' });
    expect((await get(`${server.url}/?new`)).body).toMatchObject({ id: 'random2' });
  });

  it.each(['abc', 'Upper', 'un_der', '-lead0', 'x'.repeat(66)])('refuses the name %s', async (name) => {
    const server = await start();
    expect(await get(`${server.url}/${name}`)).toMatchObject({ status: 403, body: { message: 'Invalid subdomain.' } });
  });

  it('can be told to answer badly', async () => {
    const server = await start();
    server.answerWith(REGISTRATIONS.broken);
    expect((await get(`${server.url}/mine`)).status).toBe(500);
    server.answerWith({ kind: 'rename', name: 'yours' });
    expect((await get(`${server.url}/mine`)).body).toMatchObject({ id: 'yours' });
    server.answerWith({ kind: 'delay', ms: 5 });
    expect((await get(`${server.url}/mine`)).body).toMatchObject({ id: 'mine' });
  });
});

describe('a tunnel', () => {
  it('leads calls for its name to its connections, and no others', async () => {
    const server = await start();
    await connect(portIn((await get(`${server.url}/mine`)).body), 'hello');
    expect(await get(`${server.publicUrl('mine')}/`)).toMatchObject({ status: 200, text: 'hello' });
    expect(await get(`${server.publicUrl('other')}/`)).toMatchObject({ status: 404, text: '404' });
    expect((await get(`${server.url}/api/tunnels/mine/status`)).body).toEqual({ connected_sockets: 1 });
    expect((await get(`${server.url}/api/status`)).body).toEqual({ tunnels: 1 });
  });

  it('lets a call wait for a connection', async () => {
    const server = await start();
    const port = portIn((await get(`${server.url}/mine`)).body);
    const waiting = get(`${server.publicUrl('mine')}/`);
    await connect(port, 'at last');
    expect((await waiting).text).toBe('at last');
  });

  it('takes no more connections than it said', async () => {
    const server = await start({ sockets: 1 });
    const port = portIn((await get(`${server.url}/mine`)).body);
    await connect(port, 'a');
    const tooMany = await connect(port, 'b');
    if (!tooMany.destroyed) await new Promise((resolve) => tooMany.once('close', resolve));
    expect(server.connections('mine')).toBe(1);
  });

  it('is forgotten when it stays empty', async () => {
    const server = await start({ grace: 30 });
    const port = portIn((await get(`${server.url}/mine`)).body);
    await connect(port, 'a');
    server.killSockets();
    await vi.waitFor(() => expect(server.names()).toEqual([]));
  });

  it('leaves the caller hanging when its connection breaks', async () => {
    const server = await start();
    const port = portIn((await get(`${server.url}/mine`)).body);
    const socket = await connect(port, 'a');
    socket.removeAllListeners('data').once('data', () => socket.destroy());
    const signal = new AbortController().signal;
    const call = { method: 'GET', headers: {}, body: null, limit: 10, deadline: 60, signal };
    expect(await exchange({ url: server.publicUrl('mine'), ...call })).toMatchObject({ by: 'timeout' });
  });
});

describe('stop and restart', () => {
  it('can lose its names without being stopped', async () => {
    const server = await start();
    await get(`${server.url}/mine`);
    server.forget();
    expect(server.names()).toEqual([]);
    expect((await get(`${server.url}/mine`)).body).toMatchObject({ id: 'mine' });
  });

  it('forgets everything and takes the same port', async () => {
    const server = await start();
    await get(`${server.url}/mine`);
    await server.stop();
    expect((await get(`${server.url}/mine`)).text).toBe('refused');
    await server.restart();
    expect(server.names()).toEqual([]);
    expect((await get(`${server.url}/mine`)).body).toMatchObject({ id: 'mine' });
  });

  it('says so when its port is taken', async () => {
    const port = await listening(net.createServer());
    await expect(startLocaltunnelServer({ port })).rejects.toThrow('EADDRINUSE');
  });
});
