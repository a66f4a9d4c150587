/**
 * A session with its screen in a pseudo-terminal, after many deliveries and under a steady load from a process of its own.
 * A key's frame is known by what stands in it.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { openTerminal, type OpenTerminal } from '../test/support/terminal.ts';
import type { Bench } from './figure.ts';
import { createFrames, type Frames } from './frames.ts';
import { putLoad } from './load.ts';
import type { LoadResult } from './load-task.ts';
import { listenCommand, webhookUrl } from './product.ts';

export interface ScreenSession {
  readonly pid: number;
  readonly url: string;
  readonly dataDir: string;
  readonly terminal: OpenTerminal;
  readonly frames: Frames;
}

export const SCREEN_SIZE = { cols: 120, rows: 40 } as const;

/** The load of the issue; what a localtunnel carries has ten connections. */
export const EVENTS_A_SECOND = 500;
const PARALLEL = 10;

export async function openScreenSession(bench: Bench): Promise<ScreenSession> {
  const { args, env, shop, dataDir } = await listenCommand(bench, { forward: null });
  const frames = createFrames();
  const terminal = openTerminal({
    command: process.execPath,
    args,
    ...SCREEN_SIZE,
    env,
    cwd: bench.folder,
    onBytes: frames.take,
  });
  bench.defer(() => terminal.close());
  while (shop.webhooks.length === 0) await pause(20);
  await terminal.waitFor((rows) => rows.some((row) => row.includes('Waiting for')), READY_WITHIN);
  return { pid: terminal.pid, url: webhookUrl(shop), dataDir, terminal, frames };
}

const READY_WITHIN = 30_000;

/** As fast as they are taken. */
export function fill(bench: Bench, url: string, calls: number): Promise<LoadResult> {
  return putLoad(bench, { url, parallel: PARALLEL, ms: 0, calls, warmUpMs: 0, bodies: 'orders' });
}

/** The steady load for so long. */
export function load(bench: Bench, url: string, ms: number): Promise<LoadResult> {
  const task = { url, parallel: PARALLEL, ms, calls: null, warmUpMs: 0, bodies: 'orders' } as const;
  return putLoad(bench, { ...task, perSecond: EVENTS_A_SECOND });
}
