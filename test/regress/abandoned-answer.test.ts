/**
 * Found by the soak: a shop that hung up before our answer had passed the tunnel left a connection inside our process that
 * nobody would ever close, one descriptor each.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createServer, type Socket } from 'node:net';
import { expect, it, onTestFinished, vi } from 'vitest';
import { listening } from '../dial/servers.ts';
import { openTunnel, post, startServer } from '../tunnel/open.ts';

const ANSWER = 'HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n';

it('an answer that nobody waits for any more leaves no connection behind', async () => {
  const opened = watchConnections();
  const calls: Socket[] = [];
  // Answers when the caller has left, as an answer does that crosses the news of it.
  const listener = createServer({ allowHalfOpen: true }, (socket) => {
    socket.once('data', () => void calls.push(socket)).once('end', () => socket.end(ANSWER));
  });
  const server = await startServer();
  const tunnel = await openTunnel(server, { port: await listening(listener) });
  void post(tunnel.publicUrl);
  await vi.waitFor(() => expect(calls).toHaveLength(1));
  server.killSockets();
  await vi.waitFor(() => expect(calls[0]?.writableFinished).toBe(true));

  await tunnel.close();
  await server.close();
  await vi.waitFor(() => expect(opened.filter(({ destroyed }) => !destroyed)).toEqual([]), { timeout: 5000 });
});

/** All that this process connects from now on. */
function watchConnections(): readonly Socket[] {
  const opened: Socket[] = [];
  const note = (message: unknown): void => void opened.push((message as { readonly socket: Socket }).socket);
  subscribe('net.client.socket', note);
  onTestFinished(() => void unsubscribe('net.client.socket', note));
  return opened;
}
