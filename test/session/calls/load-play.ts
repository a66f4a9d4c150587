/**
 * A session under load: the real program in one process, its callers in another, handlers and the shop in this one.
 */
import { dialOptions } from '../../../src/dial/dial.ts';
import type { PlanName } from '../../../src/simulate/api/quota.ts';
import { createSimulatedShop } from '../../../src/simulate/shop.ts';
import { callAtOnce, type CallSeen } from '../../support/caller.ts';
import { startProgram, temporaryFolder, type JsonLine, type Program } from '../../support/program.ts';

/** What an `attempt` line says that these tests look at. */
export interface AttemptLine extends JsonLine {
  readonly event: string;
  readonly origin: string;
  readonly sha256: string;
  readonly answer: { readonly status?: number; readonly connection?: string; readonly ms: number };
  readonly shopMs: number;
  readonly verdict: string;
}

export interface Load {
  /** So many different calls of one event at once. */
  volley(event: string, calls: number): Promise<readonly CallSeen[]>;
  attempts(event: string): readonly AttemptLine[];
  readonly program: Program;
  end(): Promise<void>;
}

export interface LoadOptions {
  readonly events: readonly string[];
  /** Further arguments of `listen`. */
  readonly args: readonly string[];
}

/** Opens a session whose shop never calls by itself. */
export async function openLoad({ events, args }: LoadOptions): Promise<Load> {
  const folder = await temporaryFolder();
  const shop = await openQuietShop();
  const program = startProgram({
    args: ['listen', '--json', '--tunnel', 'none', ...events.flatMap((event) => ['-e', event]), ...args],
    cwd: folder.path,
    env: { HOME: folder.path, ...shop.env },
  });
  await program.line(({ kind }) => kind === 'ready');
  const urls = await shop.urls();
  let number = 0;
  return {
    program,
    volley: (event, calls) =>
      callAtOnce({
        url: urls.get(event) ?? '',
        bodies: Array.from({ length: calls }, () => {
          number += 1;
          return JSON.stringify({ project_name: 'load', orders: [{ order_number: String(9_000_000 + number) }] });
        }),
      }),
    attempts: (event) =>
      program
        .lines()
        .filter((line): line is AttemptLine => line.kind === 'attempt')
        .filter((line) => line.event === event && line.origin === 'shop'),
    async end() {
      program.kill('SIGTERM');
      await program.exit;
      await shop.close();
      await folder.remove();
    },
  };
}

/** A real shop as far as a session can tell, that calls nobody: tests do, with the addresses that only it knows. */
export interface QuietShop {
  readonly env: Readonly<Record<string, string>>;
  /** Addresses of the webhooks by event, credentials included. */
  urls(): Promise<ReadonlyMap<string, string>>;
  close(): Promise<void>;
}

/** `plan` decides how many API calls there are. */
export async function openQuietShop(plan: PlanName = 'unlimited'): Promise<QuietShop> {
  const shop = createSimulatedShop({ seed: 'load', requestOptions: dialOptions, plan });
  const { apiUrl } = await shop.serve({ port: 0 });
  const Authorization = `Basic ${Buffer.from(`${shop.login}:${shop.key}`).toString('base64')}`;
  return {
    env: { UPGATES_API_URL: apiUrl, UPGATES_API_LOGIN: shop.login, UPGATES_API_KEY: shop.key },
    async urls() {
      const response = await fetch(`${apiUrl}/webhooks`, { headers: { Authorization } });
      const { webhooks } = (await response.json()) as { webhooks: readonly { event: string; url: string }[] };
      return new Map(webhooks.map(({ event, url }) => [event, url]));
    },
    close: () => shop.close(),
  };
}
