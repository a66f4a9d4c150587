/**
 * One tunnel of the localtunnel double: a TCP port for the client's connections, and public calls sent over them.
 * As in the reference server: one idle connection is kept, a call without a free connection waits for one, a connection
 * that breaks before the answer leaves the caller hanging, and the tunnel is forgotten when it has been empty for a while.
 */
import http from 'node:http';
import net, { type Socket } from 'node:net';
import { pipeline } from 'node:stream';

export interface TunnelPool {
  readonly port: number;
  size(): number;
  handle(request: http.IncomingMessage, response: http.ServerResponse): void;
  killSockets(): void;
  close(): void;
}

export interface TunnelPoolOptions {
  readonly sockets: number;
  /** How long the first connection may take, and how long the tunnel may stay empty afterwards: 1000 ms both. */
  readonly firstGrace: number;
  readonly grace: number;
  readonly onClosed: () => void;
}

type Give = (error: Error | null, socket?: Socket) => void;

export async function createTunnelPool(options: TunnelPoolOptions): Promise<TunnelPool> {
  const { sockets, firstGrace, grace, onClosed } = options;
  const all = new Set<Socket>();
  const free: Socket[] = [];
  const waiting: Give[] = [];
  let isClosed = false;
  let graceTimer = setTimeout(close, firstGrace);

  const server = net.createServer((socket) => {
    if (all.size >= sockets) {
      socket.destroy();
      return;
    }
    clearTimeout(graceTimer);
    all.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => {
      all.delete(socket);
      if (free.includes(socket)) free.splice(free.indexOf(socket), 1);
      clearTimeout(graceTimer);
      if (all.size === 0 && !isClosed) graceTimer = setTimeout(close, grace);
    });
    const next = waiting.shift();
    if (next) next(null, socket);
    else free.push(socket);
  });

  const agent = new http.Agent({ keepAlive: true, maxFreeSockets: 1 });
  Object.assign(agent, {
    createConnection: (_options: unknown, give: Give): void => {
      const socket = free.shift();
      if (socket) give(null, socket);
      else waiting.push(give);
    },
  });

  function close(): void {
    isClosed = true;
    clearTimeout(graceTimer);
    server.close();
    killSockets();
    for (const give of waiting.splice(0)) give(new Error('closed'));
    agent.destroy();
    onClosed();
  }
  function killSockets(): void {
    for (const socket of all) socket.destroy();
  }

  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const port = portOf(server);
  return {
    port,
    size: () => all.size,
    handle: (request, response) => handle(agent, request, response),
    killSockets,
    close,
  };
}

/** Header names arrive in lower case and joined, as the reference server sends them on. */
function handle(agent: http.Agent, request: http.IncomingMessage, response: http.ServerResponse): void {
  const { url: path, method, headers } = request;
  const onward = http.request({ agent, path, method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    pipeline(answer, response, () => {});
  });
  // The reference server says nothing here either: the caller waits until it gives up.
  onward.once('error', () => {});
  pipeline(request, onward, () => {});
}

/** The port that a listening server was given. */
export function portOf(server: net.Server): number {
  const address = server.address();
  if (typeof address === 'object' && address !== null) return address.port;
  throw new Error('the server does not listen');
}
