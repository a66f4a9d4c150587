/**
 * What the tests of tunnels share: a server double, a tunnel through it, and a listener behind it.
 */
import { onTestFinished } from 'vitest';
import { createLocaltunnel, type LocaltunnelOptions } from '../../src/tunnel/localtunnel.ts';
import type { Tunnel } from '../../src/tunnel/tunnel.ts';
import { exchange, type Exchange } from '../../src/dial/exchange.ts';
import {
  startLocaltunnelServer,
  type LocaltunnelServer,
  type LocaltunnelServerOptions,
} from '../support/localtunnel-server.ts';

/** Names are kept for a short time only, so that no test waits for the real second. */
export const GRACE = 150;

export async function startServer(options: LocaltunnelServerOptions = {}): Promise<LocaltunnelServer> {
  const server = await startLocaltunnelServer({ firstGrace: 10_000, grace: GRACE, ...options });
  onTestFinished(() => server.close());
  return server;
}

export interface Opening extends Partial<LocaltunnelOptions> {
  readonly port: number;
  readonly name?: string;
  readonly signal?: AbortSignal;
}

/** Opens a tunnel that the end of the test closes. */
export async function openTunnel(server: LocaltunnelServer, opening: Opening): Promise<Tunnel> {
  const { port, name = 'wanted', signal = new AbortController().signal, ...options } = opening;
  const provider = createLocaltunnel({ host: server.url, reclaimAfter: 2 * GRACE, openDeadline: 5000, ...options });
  const tunnel = await provider.open({ port, name, signal });
  onTestFinished(() => tunnel.close());
  return tunnel;
}

export function post(url: string, body: Buffer | string = '{}', deadline = 5000): Promise<Exchange> {
  const signal = new AbortController().signal;
  return exchange({ url, method: 'POST', headers: { 'X-Mine': 'yes' }, body, limit: 10_000_000, deadline, signal });
}
