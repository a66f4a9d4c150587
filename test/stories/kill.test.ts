/**
 * The program is killed with `kill -9` under load, again and again: whatever the shop was told we have is in history, and
 * no webhook of ours stays at the shop. KILLS tells how often; 200 were done by hand.
 */
import { afterEach, describe, expect, it } from 'vitest';
import { startHandler } from '../support/handler.ts';
import {
  callUnderLoad,
  dataDirOf,
  endBy,
  isReady,
  missingFrom,
  openBench,
  sessionsAt,
} from '../support/killed-program.ts';

const KILLS = Number(process.env['KILLS'] ?? 5);

const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
});

describe('kill -9 under load', () => {
  it.each([
    ['capture only', () => []],
    ['rescue', (handler: string) => ['--forward', handler]],
    ['ack', (handler: string) => ['--forward', handler, '--answer', 'ack']],
  ])(
    '%s: every call answered 200 or 204 is in history',
    async (_, argsFor) => {
      const bench = await openBench();
      cleanUp.push(bench.close);
      const handler = await startHandler((_call, number) => ({ kind: 'answer', status: number % 7 === 0 ? 500 : 204 }));
      cleanUp.push(handler.close);
      const acknowledged = new Set<string>();
      for (let kill = 0; kill < KILLS; kill += 1) {
        const program = bench.start(argsFor(handler.url));
        await program.line(isReady);
        const load = callUnderLoad(bench.shop, 8);
        const wanted = 10 + ((kill * 37) % 150);
        await waitUntil(() => load.acknowledged.size >= wanted);
        program.kill('SIGKILL');
        await program.exit;
        await load.stop();
        for (const digest of load.acknowledged) acknowledged.add(digest);
      }
      expect(acknowledged.size).toBeGreaterThanOrEqual(10 * KILLS);
      expect(missingFrom(dataDirOf(bench.folder), acknowledged)).toEqual([]);
      const last = bench.start();
      await last.line(isReady);
      expect(sessionsAt(bench.shop)).toHaveLength(1);
      expect(await endBy(last, 'SIGTERM')).toBe(143);
      expect(bench.shop.webhooks).toEqual([]);
      if (process.env['KILLS'] !== undefined) console.log(`${KILLS} kills, ${acknowledged.size} acknowledged`);
    },
    60_000 + KILLS * 5000,
  );
});

async function waitUntil(isSo: () => boolean): Promise<void> {
  for (let waited = 0; !isSo(); waited += 5) {
    if (waited > 20_000) throw new Error('it never came so far');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
