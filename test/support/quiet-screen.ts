/**
 * The screen of a session whose shop calls only when the test says so, with the body that the test gives.
 */
import { openQuietShop } from '../session/calls/load-play.ts';
import type { TestHandler } from './handler.ts';
import { openScreen, type OpenScreen, type ScreenRequest } from './screen.ts';

export interface QuietScreen extends OpenScreen {
  /** The shop calls with this body; resolves with the status it gets. */
  call(event: string, body: string | Uint8Array): Promise<number>;
}

export interface QuietRequest extends Omit<ScreenRequest, 'args'> {
  readonly events: readonly string[];
  readonly handler: Pick<TestHandler, 'port'> | null;
  readonly args?: readonly string[];
}

/** Resolves when the session is ready for calls. */
export async function openQuietScreen({ events, handler, args = [], ...request }: QuietRequest): Promise<QuietScreen> {
  const shop = await openQuietShop();
  const wanted = events.flatMap((event) => ['-e', event]);
  const forward = handler === null ? [] : ['-f', String(handler.port)];
  const env = { ...shop.env, ...request.env };
  const screen = await openScreen({
    ...request,
    env,
    args: ['listen', '--tunnel', 'none', ...wanted, ...forward, ...args],
  });
  const urls = async (): Promise<ReadonlyMap<string, string>> => {
    const found = await shop.urls();
    return events.every((event) => found.has(event)) ? found : urls();
  };
  await screen.see(/Waiting for/);
  const addresses = await urls();
  return {
    ...screen,
    async call(event, body) {
      const url = new URL(addresses.get(event) ?? '');
      const login = Buffer.from(`${url.username}:${url.password}`).toString('base64');
      const headers = { Authorization: `Basic ${login}`, 'Content-Type': 'application/json' };
      const answer = await fetch(`${url.origin}${url.pathname}`, { method: 'POST', headers, body });
      return answer.status;
    },
    async close() {
      await screen.close();
      await shop.close();
    },
  };
}
