/**
 * The public side of a stand-in for a tunnel program: an address on loopback whose calls are led to our port, with the
 * answers that the real edge gives when there is nobody, or nothing good, behind it.
 */
import http from 'node:http';
import { pipeline } from 'node:stream';
import { portOf } from '../localtunnel-pool.ts';

export interface EdgeWords {
  /** Of the public name: `<name>.<domain>.localhost`. */
  readonly domain: string;
  /** When our side gave no whole answer. */
  readonly broken: EdgeAnswer;
  /** When no program is connected. */
  readonly nobody: EdgeAnswer;
  /** More calls than this at once are answered 429. */
  readonly most: number;
}

interface EdgeAnswer {
  readonly status: number;
  readonly headers: http.OutgoingHttpHeaders;
  readonly body: string;
}

export interface Edge {
  readonly publicUrl: string;
  /** False: nobody is connected. */
  isConnected: boolean;
  close(): Promise<void>;
}

/** Where calls are led: `http://127.0.0.1:PORT`. */
export async function openEdge(target: string, name: string, words: EdgeWords): Promise<Edge> {
  const agent = new http.Agent({ keepAlive: true });
  let inFlight = 0;
  const server = http.createServer((request, response) => {
    if (!edge.isConnected) return answer(response, words.nobody);
    if (inFlight >= words.most) return answer(response, { status: 429, headers: {}, body: 'Too many requests' });
    inFlight += 1;
    response.once('close', () => (inFlight -= 1));
    passOn(request, response, { target, agent, broken: words.broken });
  });
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const edge: Edge = {
    publicUrl: `http://${name}.${words.domain}.localhost:${portOf(server)}`,
    isConnected: true,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        agent.destroy();
      }),
  };
  return edge;
}

interface PassingOn {
  readonly target: string;
  readonly agent: http.Agent;
  readonly broken: EdgeAnswer;
}

function passOn(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  { target, agent, broken }: PassingOn,
): void {
  const { method = 'GET', url = '/', headers } = request;
  const onward = http.request(target + url, { agent, method, headers, setHost: false }, (answered) => {
    response.writeHead(answered.statusCode ?? 502, answered.headers);
    pipeline(answered, response, () => undefined);
  });
  onward.once('error', () => {
    if (response.headersSent) response.destroy();
    else answer(response, broken);
  });
  pipeline(request, onward, () => undefined);
}

function answer(response: http.ServerResponse, { status, headers, body }: EdgeAnswer): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, headers).end(body);
}
