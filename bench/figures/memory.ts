/**
 * What a session holds after a hundred thousand deliveries, with `--json` and with the screen, beside a bare `node:http`
 * server after the same calls.
 */
import { openTerminal } from '../../test/support/terminal.ts';
import { setTimeout as pause } from 'node:timers/promises';
import { note, type Bench, type Figure, type Finding } from '../figure.ts';
import { putLoad } from '../load.ts';
import { residentBytes, watchPeak } from '../memory.ts';
import { startServer, type Peer } from '../peers.ts';
import { listenCommand, startProduct, webhookUrl } from '../product.ts';
import { megabytes, times } from '../words.ts';

const PARALLEL = 10;
const SUBJECTS = [
  { words: 'with --json', start: (bench: Bench) => startProduct(bench, { forward: null }), most: 150_000_000 },
  { words: 'with the screen', start: startScreen, most: 220_000_000 },
] as const;

export const memory: Figure = {
  name: 'memory',
  words: 'resident memory after 100,000 deliveries (10,000 with --quick)',
  measure,
};

interface Held {
  readonly after: number;
  readonly peak: number;
  readonly failures: number;
}

async function measure(bench: Bench): Promise<readonly Finding[]> {
  const calls = bench.isQuick ? 10_000 : 100_000;
  const bare = await hold(bench, await startServer(bench), calls);
  const findings: Finding[] = [];
  for (const { words, start, most } of SUBJECTS) {
    const held = await hold(bench, await start(bench), calls);
    const what = `after ${calls.toLocaleString('en')}, ${words}`;
    findings.push({
      kind: 'row',
      what,
      ours: megabytes(held.after),
      peer: `node:http ${megabytes(bare.after)}`,
      ratio: times(held.after / bare.after),
      aim: `<= ${megabytes(most)}`,
      isMet: held.after <= most,
    });
    findings.push(
      note(`${words}: at most ${megabytes(held.peak)} on the way, ${held.failures} calls not answered 2xx.`),
    );
  }
  return findings;
}

/** A moment for what is still on its way to the screen or the disk. */
const REST = 1000;

async function hold(bench: Bench, { pid, url }: Peer, calls: number): Promise<Held> {
  const stopWatching = watchPeak(pid);
  const { failures } = await putLoad(bench, { url, parallel: PARALLEL, ms: 0, calls, warmUpMs: 0 });
  await pause(REST);
  const after = await residentBytes(pid);
  return { after, peak: await stopWatching(), failures };
}

async function startScreen(bench: Bench): Promise<Peer> {
  const { args, env, shop } = await listenCommand(bench, { forward: null });
  const size = { cols: 120, rows: 40 };
  const terminal = openTerminal({ command: process.execPath, args, ...size, env, cwd: bench.folder });
  bench.defer(() => terminal.close());
  while (shop.webhooks.length === 0) await pause(20);
  return { pid: terminal.pid, url: webhookUrl(shop) };
}
