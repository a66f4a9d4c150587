/**
 * What a story of the screen is told with: a handler, a shop, the program in a terminal. Everything that a story opens is
 * closed when it ends, however it ends.
 */
import { afterEach } from 'vitest';
import { deadPort, startHandler, type Behaviour, type SeenCall, type TestHandler } from './handler.ts';
import { openBench, type Bench } from './killed-program.ts';
import { startLocaltunnelServer, type LocaltunnelServer, type LocaltunnelServerOptions } from './localtunnel-server.ts';
import { openQuietScreen, type QuietRequest, type QuietScreen } from './quiet-screen.ts';
import { openScreen, type OpenScreen, type ScreenRequest } from './screen.ts';

export type Answering = Behaviour | ((call: SeenCall, number: number) => Behaviour);

export interface Story {
  /** The developer's own program; with a port: on that one. */
  readonly handler: (answering: Answering, port?: number) => Promise<TestHandler>;
  /** Where nobody listens until the story starts a handler there. */
  readonly portWithoutHandler: () => Promise<number>;
  /** `upgates-dev ARGS` in a project of its own. */
  readonly screen: (args: readonly string[], request?: Omit<ScreenRequest, 'args'>) => Promise<OpenScreen>;
  /** A session of which the shop sends exactly what the story says. */
  readonly quietScreen: (request: Partial<QuietRequest>) => Promise<QuietScreen>;
  /** A real shop as far as the program can tell, whose webhooks and API calls can be looked at. */
  readonly shop: () => Promise<Bench>;
  readonly tunnelServer: (options?: LocaltunnelServerOptions) => Promise<LocaltunnelServer>;
}

/** Call it once in a file. */
export function story(): Story {
  const opened: { close(): Promise<unknown> }[] = [];
  const kept = <T extends { close(): Promise<unknown> }>(thing: T): T => {
    opened.push(thing);
    return thing;
  };
  afterEach(async () => {
    for (const thing of opened.splice(0).toReversed()) await thing.close();
  });
  return {
    handler: async (answering, port) => kept(await startHandler(answering, port)),
    portWithoutHandler: deadPort,
    screen: async (args, request = {}) => kept(await openScreen({ ...request, args })),
    quietScreen: async (request) =>
      kept(await openQuietScreen({ events: ['Orders.create', 'Orders.update'], handler: null, ...request })),
    shop: async () => kept(await openBench()),
    tunnelServer: async (options) => kept(await startLocaltunnelServer(options)),
  };
}

export const GOOD: Behaviour = { kind: 'answer', status: 204 };

/** One status after the other; the last for all that come later. */
export function answers(...statuses: readonly [number, ...number[]]): Answering {
  return (_, number) => ({ kind: 'answer', status: statuses[number - 1] ?? statuses.at(-1) ?? 204 });
}

/** The body of a call about one order. */
export function order(number: string, more: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ project_name: 'demoshop', orders: [{ order_number: number, ...more }] });
}

/** The smallest window there is room in. */
export const SMALL = { cols: 60, rows: 16 } as const;

/** One that fits a list and a detail, and the smallest. */
export const BOTH_SIZES = [{ cols: 100, rows: 30 }, SMALL] as const;
