/**
 * A localtunnel server on loopback, for tests and for trying things by hand: the protocol of the reference server, with
 * switches for everything that the real one does badly. WebSocket upgrades are left out.
 *
 * By hand: npx esbuild test/support/localtunnel-server.ts --bundle --platform=node --format=esm --outfile=/tmp/lt.mjs
 * and then: node -e "import('/tmp/lt.mjs').then((lt) => lt.startLocaltunnelServer({ port: 8080 })).then((s) => console.log(s.url))"
 */
import http from 'node:http';
import { createTunnelPool, portOf, type TunnelPool } from './localtunnel-pool.ts';

/** How the server answers whoever asks for a name. */
export type Registration =
  | { readonly kind: 'grant' }
  /** As for a name that is taken: 200 with another one. */
  | { readonly kind: 'rename'; readonly name: string }
  /** Grants the name after a while. */
  | { readonly kind: 'delay'; readonly ms: number }
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body: string;
      readonly headers?: http.OutgoingHttpHeaders;
    }
  | { readonly kind: 'hang' };

/** Answers that were seen in the wild. */
export const REGISTRATIONS = {
  grant: { kind: 'grant' },
  forbidden: { kind: 'answer', status: 403, body: '{"message":"Invalid subdomain."}' },
  broken: { kind: 'answer', status: 500, body: 'Internal Server Error' },
  garbage: { kind: 'answer', status: 200, body: '{"id":"abcd","port":' },
  page: { kind: 'answer', status: 401, body: '<h1>Password?</h1>', headers: { 'content-type': 'text/html' } },
  moved: { kind: 'answer', status: 301, body: '', headers: { location: 'https://loca.lt/' } },
  hang: { kind: 'hang' },
} as const satisfies Record<string, Registration>;

export interface LocaltunnelServerOptions {
  /** Default: any free one. */
  readonly port?: number;
  /** Default `lt.localhost`: every name below `localhost` is this machine. */
  readonly domain?: string;
  /** Connections a tunnel; default 10. */
  readonly sockets?: number;
  /** How long a name is kept for its first connection, and without connections afterwards; default 1000 ms both. */
  readonly firstGrace?: number;
  readonly grace?: number;
  /** How long a call through a public address takes on its way here, in milliseconds; default 0. */
  readonly delay?: number;
}

export interface LocaltunnelServer {
  readonly url: string;
  readonly port: number;
  publicUrl(name: string): string;
  /** Names held now. */
  names(): readonly string[];
  /** Connections of a tunnel now. */
  connections(name: string): number;
  /** How often a name was asked for. */
  asked(): number;
  /** Changes how names are given from now on. */
  answerWith(registration: Registration): void;
  /** Cuts all connections of all tunnels; the server lives on. */
  killSockets(): void;
  /** Drops all tunnels with their names; the server lives on. */
  forget(): void;
  /** As if the process were stopped: whoever comes is heard by nobody. */
  freeze(): void;
  /** Goes on; those that waited are dropped. */
  thaw(): void;
  /** As if the process were killed: nothing listens any more, nothing is remembered. */
  stop(): Promise<void>;
  /** Listens again on the same port. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

const NAME = /^(?:[a-z0-9][a-z0-9-]{4,63}[a-z0-9]|[a-z0-9]{4,63})$/;

interface State {
  readonly options: Required<Omit<LocaltunnelServerOptions, 'port'>>;
  readonly pools: Map<string, TunnelPool>;
  port: number;
  registration: Registration;
  asked: number;
  /** Counts random names. */
  named: number;
  /** Who waits while it is frozen; null: it is not. */
  frozen: http.ServerResponse[] | null;
}

export async function startLocaltunnelServer(options: LocaltunnelServerOptions = {}): Promise<LocaltunnelServer> {
  const { domain = 'lt.localhost', sockets = 10, firstGrace = 1000, grace = 1000, delay = 0 } = options;
  const state: State = {
    options: { domain, sockets, firstGrace, grace, delay },
    pools: new Map(),
    port: options.port ?? 0,
    registration: REGISTRATIONS.grant,
    asked: 0,
    named: 0,
    frozen: null,
  };
  let server = await listen(state);
  const forget = (): void => state.pools.forEach((pool) => pool.close());
  const stop = async (): Promise<void> => {
    forget();
    await stopListening(server);
  };
  return {
    url: `http://127.0.0.1:${state.port}`,
    port: state.port,
    publicUrl: (name) => publicUrl(state, name),
    names: () => [...state.pools.keys()],
    connections: (name) => state.pools.get(name)?.size() ?? 0,
    asked: () => state.asked,
    answerWith: (registration) => {
      state.registration = registration;
    },
    killSockets: () => state.pools.forEach((pool) => pool.killSockets()),
    forget,
    freeze: () => {
      state.frozen ??= [];
    },
    thaw: () => {
      for (const response of state.frozen ?? []) response.destroy();
      state.frozen = null;
    },
    stop,
    restart: async () => {
      server = await listen(state);
    },
    close: stop,
  };
}

async function listen(state: State): Promise<http.Server> {
  const server = http.createServer((request, response) => route(state, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(state.port, '127.0.0.1', resolve);
  });
  state.port = portOf(server);
  return server;
}

function stopListening(server: http.Server): Promise<void> {
  if (!server.listening) return Promise.resolve();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Public calls are told by their Host; all others speak to the server itself. */
function route(state: State, request: http.IncomingMessage, response: http.ServerResponse): void {
  if (state.frozen !== null) return void state.frozen.push(response);
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  const name = host.endsWith(`.${state.options.domain}`) ? host.slice(0, -state.options.domain.length - 1) : null;
  if (name === null) answerClient(state, request, response);
  else if (state.options.delay === 0) passOn(state.pools.get(name), request, response);
  else setTimeout(() => passOn(state.pools.get(name), request, response), state.options.delay);
}

function passOn(pool: TunnelPool | undefined, request: http.IncomingMessage, response: http.ServerResponse): void {
  if (pool === undefined) response.writeHead(404).end('404');
  else pool.handle(request, response);
}

function answerClient(state: State, request: http.IncomingMessage, response: http.ServerResponse): void {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const status = /^\/api\/tunnels\/([^/]+)\/status$/.exec(url.pathname)?.[1];
  const wanted = url.pathname === '/' && url.searchParams.has('new') ? randomName(state) : url.pathname.slice(1);
  if (url.pathname === '/api/status') json(response, 200, { tunnels: state.pools.size });
  else if (status !== undefined) answerStatus(state.pools.get(status), response);
  else if (NAME.test(wanted)) void register(state, wanted, response);
  else json(response, wanted === '' ? 404 : 403, { message: 'Invalid subdomain.' });
}

function answerStatus(pool: TunnelPool | undefined, response: http.ServerResponse): void {
  if (pool === undefined) json(response, 404, {});
  else json(response, 200, { connected_sockets: pool.size() });
}

async function register(state: State, wanted: string, response: http.ServerResponse): Promise<void> {
  state.asked += 1;
  const { registration } = state;
  switch (registration.kind) {
    case 'grant':
      return grant(state, state.pools.has(wanted) ? randomName(state) : wanted, response);
    case 'rename':
      return grant(state, registration.name, response);
    case 'delay':
      setTimeout(() => void grant(state, wanted, response), registration.ms);
      return;
    case 'answer':
      response.writeHead(registration.status, registration.headers).end(registration.body);
      return;
    case 'hang':
  }
}

async function grant(state: State, name: string, response: http.ServerResponse): Promise<void> {
  const { sockets, firstGrace, grace } = state.options;
  const forget = (): void => {
    if (state.pools.get(name) === pool) state.pools.delete(name);
  };
  const pool: TunnelPool = await createTunnelPool({ sockets, firstGrace, grace, onClosed: forget });
  state.pools.set(name, pool);
  json(response, 200, { id: name, port: pool.port, max_conn_count: sockets, url: publicUrl(state, name) });
}

function randomName(state: State): string {
  state.named += 1;
  return `random${state.named}`;
}

function publicUrl(state: State, name: string): string {
  return `http://${name}.${state.options.domain}:${state.port}`;
}

function json(response: http.ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}
