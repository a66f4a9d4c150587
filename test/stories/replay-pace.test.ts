/**
 * A thousand captured deliveries sent again with the real program: all of them, in order, every byte, at their pace.
 */
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openHistory } from '../../src/store/history.ts';
import { received, settled } from '../store/samples.ts';
import { listen } from '../support/handler.ts';
import { startProgram, temporaryFolder, type JsonLine, type Program } from '../support/program.ts';

interface Arrival {
  readonly sha256: string;
  readonly at: number;
}

let folder: { path: string; remove: () => Promise<void> };
let server: Server;
let port: number;
let arrivals: Arrival[];

beforeEach(async () => {
  folder = await temporaryFolder();
  arrivals = [];
  server = createServer((request, response) => {
    // When it began to come: the order of sending.
    const at = performance.now();
    const hash = createHash('sha256');
    request.on('data', (chunk: Buffer) => void hash.update(chunk));
    request.on('end', () => {
      arrivals.push({ sha256: hash.digest('hex'), at });
      response.writeHead(204).end();
    });
  });
  port = await listen(server);
});

afterEach(async () => {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
  await folder.remove();
});

/** Captured 4 ms apart. Tells the digests in the order of their coming. */
function capture(count: number): readonly string[] {
  const history = openHistory({ dir: join(folder.path, 'data'), now: Date.now, session: 's1' });
  const start = Date.now() - 60_000;
  const digests = Array.from({ length: count }, (_, index) => {
    const body = Buffer.from(
      `{ "orders": [ {"order_number":"${index}", "odd": 1.0, "b": "${'\\u0159'.repeat(index % 7)}"} ]}\n`,
    );
    const attempt = received({ body, at: start + 4 * index });
    history.settled(settled(history.received(attempt).attempt));
    return attempt.sha256;
  });
  history.close();
  return digests;
}

async function replayed(...args: readonly string[]): Promise<readonly JsonLine[]> {
  const common = ['--to', String(port), '--json', '--data-dir', 'data'];
  const program: Program = startProgram({ args: ['replay', ...common, ...args], cwd: folder.path });
  // 1: a busy machine did not answer each within its second.
  expect([0, 1]).toContain(await program.exit);
  expect(program.stderr()).toBe('');
  return program.lines();
}

/** In the order in which they were sent: each is in history before it goes out. */
function sent(count: number): readonly string[] {
  const history = openHistory({ dir: join(folder.path, 'data'), now: Date.now, session: null });
  const rows = history.page({ before: null, limit: count, filter: 'origin:replay' });
  const found = rows.map(({ id }) => history.detail(id)?.attempts.at(-1)?.sha256 ?? '');
  history.close();
  return found.toReversed();
}

const digests = (): readonly string[] => arrivals.map(({ sha256 }) => sha256);
/** Single calls may be late on a busy machine, the first one too; the usual distance tells the pace. */
const STRIDE = 25;
function usualStride(): number {
  const strides = arrivals.slice(STRIDE).map(({ at }, index) => at - (arrivals[index]?.at ?? 0));
  return strides.toSorted((a, b) => a - b)[Math.floor(strides.length / 2)] ?? 0;
}
const lasted = (): number => (arrivals.at(-1)?.at ?? 0) - (arrivals[0]?.at ?? 0);

it.each([
  ['max', 1000, null],
  ['original', 250, 996],
  ['50/s', 250, 4980],
] as const)('at %s, %i of them', async (pace, count, expected) => {
  const captured = capture(count);
  const lines = await replayed('--last', String(count), '--pace', pace);
  // What a busy machine makes of the one-second limit is not the matter here: all were sent, once each.
  expect(lines.at(-1)).toMatchObject({ kind: 'summary', sent: count });
  expect(new Set(lines.slice(0, -1).map((line) => line['sha256']))).toEqual(new Set(captured));
  expect(sent(count)).toEqual(captured);
  expect(digests().toSorted()).toEqual(captured.toSorted());
  if (pace !== 'original') expect(digests()).toEqual(captured);
  // Never faster than its pace; how much slower is the machine's business (seen: below 1 %).
  if (expected !== null) expect(usualStride()).toBeGreaterThan((expected / (count - 1)) * STRIDE * 0.9);
  console.log(
    `pace ${pace}: ${count} in ${Math.round(lasted())} ms${expected === null ? '' : `, ideal ${expected} ms`}`,
  );
});
