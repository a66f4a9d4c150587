/**
 * The screen of a session whose shop calls only when the test says so, with the body that the test gives.
 */
import { request } from 'node:http';
import { dialOptions } from '../../src/dial/dial.ts';
import { openQuietShop } from '../session/calls/load-play.ts';
import type { TestHandler } from './handler.ts';
import type { LocaltunnelServer } from './localtunnel-server.ts';
import { openScreen, type OpenScreen, type ScreenRequest } from './screen.ts';

export interface QuietScreen extends OpenScreen {
  /** The shop calls with this body; resolves with the status it gets. */
  call(event: string, body: string | Uint8Array): Promise<number>;
  /** Where the shop calls for an event, credentials included. */
  addressOf(event: string): URL;
}

export interface QuietRequest extends Omit<ScreenRequest, 'args'> {
  readonly events: readonly string[];
  /** What is asked for, where that is not the events one by one. */
  readonly patterns?: readonly string[];
  readonly handler: Pick<TestHandler, 'port'> | null;
  /** Of the handler; default `/`. */
  readonly path?: string;
  /** Through which calls come; left out: straight to our port. */
  readonly tunnel?: Pick<LocaltunnelServer, 'url'>;
  /** How many API calls there are; left out: no end of them. */
  readonly plan?: 'bronze' | 'silver';
  readonly args?: readonly string[];
}

/** Resolves when the session is ready for calls. */
export async function openQuietScreen(asked: QuietRequest): Promise<QuietScreen> {
  const { events, patterns = events, handler, path = '', tunnel, plan, args = [], ...rest } = asked;
  const shop = await openQuietShop(plan);
  const wanted = patterns.flatMap((pattern) => ['-e', pattern]);
  const forward = handler === null ? [] : ['-f', `${handler.port}${path}`];
  const way = tunnel === undefined ? ['--tunnel', 'none'] : ['--tunnel', 'localtunnel', '--tunnel-host', tunnel.url];
  // A name, so that the screen says the shop's rather than a number.
  const apiUrl = shop.env['UPGATES_API_URL']?.replace('127.0.0.1', 'demoshop.localhost');
  const env = { ...shop.env, UPGATES_API_URL: apiUrl, ...rest.env };
  const screen = await openScreen({ ...rest, env, args: ['listen', ...way, ...wanted, ...forward, ...args] });
  const urls = async (): Promise<ReadonlyMap<string, string>> => {
    const found = await shop.urls();
    return events.every((event) => found.has(event)) ? found : urls();
  };
  await screen.see(/Waiting for/);
  const addresses = await urls();
  const addressOf = (event: string): URL => new URL(addresses.get(event) ?? '');
  return {
    ...screen,
    addressOf,
    call: (event, body) => post(addressOf(event), body),
    async close() {
      await screen.close();
      await shop.close();
    },
  };
}

/** As a shop does it: on a connection of its own, with the credentials of the address. */
function post(url: URL, body: string | Uint8Array): Promise<number> {
  const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const sent = request({ ...dialOptions(url), method: 'POST', headers, agent: false }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    sent.on('error', reject).end(body);
  });
}
