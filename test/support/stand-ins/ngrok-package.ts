/**
 * A stand-in for the package `@ngrok/ngrok`, as far as we use it: its sessions lead calls of an address on loopback to the
 * given one. In: how it shall fail. Out: the module, and a hand on its sessions.
 */
import { randomBytes } from 'node:crypto';
import type { NgrokSdk } from '../../../src/tunnel/ngrok-sdk.ts';
import { openEdge, type Edge } from './edge.ts';
import { NGROK_EDGE, NGROK_ERRORS } from './ngrok-words.ts';

export interface StandInPackage {
  readonly sdk: NgrokSdk;
  /** Sessions and listeners that were not closed. */
  open(): number;
  /** Tokens it was given. */
  readonly tokens: readonly string[];
  /** `ok`, `hang`, `no-close`, or a name of `NGROK_ERRORS`; from now on. */
  mode: string;
  lose(): void;
  heal(): void;
  close(): Promise<void>;
}

export function openNgrokPackage(): StandInPackage {
  const tokens: string[] = [];
  const edges = new Set<Edge>();
  const beats: ((latency: number) => void)[] = [];
  const told: ((address: string, error: string) => boolean)[] = [];
  let sessions = 0;

  /** The real one's message ends with the code, and its wrapper puts that into `errorCode` as well. */
  const fail = (mode: string): void => {
    const text = NGROK_ERRORS[mode];
    if (text === undefined) return;
    const code = /ERR_NGROK_\d+/.exec(text)?.[0] ?? '';
    const error = new Error(`failed to connect session: ${text}\nerror_code: ${code}`);
    throw Object.assign(error, { code: 'GenericFailure', errorCode: code });
  };

  const close = async (edge: Edge): Promise<void> => {
    if (pack.mode === 'no-close') await new Promise(() => undefined);
    edges.delete(edge);
    await edge.close();
  };

  const listenAndForward = async (target: string): Promise<{ url(): string; close(): Promise<void> }> => {
    if (pack.mode === 'taken') fail('taken');
    const edge = await openEdge(target, `ab12-${randomBytes(3).toString('hex')}`, NGROK_EDGE);
    edges.add(edge);
    return { url: () => edge.publicUrl, close: () => close(edge) };
  };

  class SessionBuilder {
    authtoken(token: string): this {
      tokens.push(token);
      return this;
    }

    handleDisconnection(handler: (address: string, error: string) => boolean): this {
      told.push(handler);
      return this;
    }

    handleHeartbeat(handler: (latency: number) => void): this {
      beats.push(handler);
      return this;
    }

    async connect(): Promise<{
      httpEndpoint(): { listenAndForward: typeof listenAndForward };
      close(): Promise<void>;
    }> {
      if (pack.mode === 'hang') await new Promise(() => undefined);
      if (pack.mode === 'unreachable') throw new Error('failed to connect session: failed to establish tcp connection');
      if (pack.mode !== 'taken') fail(pack.mode);
      sessions += 1;
      return {
        httpEndpoint: () => ({ listenAndForward }),
        close: () => {
          sessions -= 1;
          return Promise.resolve();
        },
      };
    }
  }

  const pack: StandInPackage = {
    sdk: { SessionBuilder },
    tokens,
    mode: 'ok',
    open: () => sessions + edges.size,
    lose() {
      for (const edge of edges) edge.isConnected = false;
      for (const tell of told) tell('connect.ngrok-agent.com:443', 'remote gone away');
    },
    heal() {
      for (const edge of edges) edge.isConnected = true;
      for (const beat of beats) beat(20);
    },
    close: async () => {
      pack.mode = 'ok';
      await Promise.all([...edges].map(close));
    },
  };
  return pack;
}
