/**
 * The real program under load: `listen` against a shop on loopback that only takes down where its calls should go.
 * Its standard output goes to a file, so that nobody but the program itself has work with it.
 */
import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { credentialsFor, startShopDouble, type ShopDouble } from '../test/support/shop-double.ts';
import { startChild, type Child } from './child.ts';
import type { Bench } from './figure.ts';
import { PROGRAM } from './places.ts';

const READY_WITHIN = 30_000;

export interface Product {
  readonly pid: number;
  /** Where the shop was told to call, credentials included. */
  readonly url: string;
  /** Ends the session; how many deliveries it counted. */
  end(): Promise<number>;
}

export interface ProductOptions {
  /** The handler's URL; null: capture only. */
  readonly forward: string | null;
  /** A localtunnel server to go through; null: none. */
  readonly tunnel?: string | null;
}

export interface ListenCommand {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly shop: ShopDouble;
  /** Where its history is. */
  readonly dataDir: string;
}

/** `listen` for Orders.create, with a history of its own. */
export async function listenCommand(bench: Bench, { forward, tunnel = null }: ProductOptions): Promise<ListenCommand> {
  const shop = await startShopDouble();
  bench.defer(() => shop.close());
  const dataDir = await mkdtemp(join(bench.folder, 'data-'));
  const handler = forward === null ? [] : ['--forward', forward];
  const way = tunnel === null ? ['--tunnel', 'none'] : ['--tunnel', 'localtunnel', '--tunnel-host', tunnel];
  const args = [PROGRAM, 'listen', ...way, '--event', 'Orders.create', '--data-dir', dataDir, ...handler];
  return { args, env: { ...credentialsFor(shop), XDG_STATE_HOME: dataDir }, shop, dataDir };
}

export async function startProduct(bench: Bench, options: ProductOptions): Promise<Product> {
  const { args, env, shop } = await listenCommand(bench, options);
  const output = join(await mkdtemp(join(bench.folder, 'output-')), 'lines');
  const file = openSync(output, 'w');
  const child = startChild(bench, { command: process.execPath, args: [...args, '--json'], env, stdout: file });
  closeSync(file);
  await untilReady(output, child);
  return {
    pid: child.pid,
    url: webhookUrl(shop),
    async end() {
      await child.end();
      return deliveriesIn(readFileSync(output, 'utf8'));
    },
  };
}

export function webhookUrl({ webhooks }: ShopDouble): string {
  const [webhook] = webhooks;
  if (webhook === undefined) throw new Error('the program has registered no webhook');
  return webhook.url;
}

async function untilReady(output: string, child: Child): Promise<void> {
  const progress = { isOver: false };
  void child.exit.then(() => (progress.isOver = true));
  const deadline = performance.now() + READY_WITHIN;
  while (!readFileSync(output, 'utf8').includes('"kind":"ready"')) {
    if (progress.isOver || performance.now() > deadline) {
      throw new Error(`listen was not ready; it said:\n${child.said()}`);
    }
    await pause(20);
  }
}

function deliveriesIn(lines: string): number {
  return Number(/"deliveries":(\d+)/.exec(lines.slice(lines.lastIndexOf('"kind":"end"')))?.[1] ?? Number.NaN);
}
