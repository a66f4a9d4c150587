/**
 * The program is killed with `kill -9` at each step of its start and its end: after the next start no webhook of ours is
 * left, whatever the shop had done by then. TIMES tells how often each; 20 were done by hand.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { dataDirOf, endBy, isReady, openBench, sessionsAt, type Bench } from '../support/killed-program.ts';
import type { JsonLine, Program } from '../support/program.ts';
import type { DoubleCall, Misbehaviour } from '../support/shop-double.ts';

const TIMES = Number(process.env['TIMES'] ?? 2);

const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
});

/** Brings the program to a step; resolves when it stands there and may be killed. */
type Step = (program: Program, bench: Bench) => Promise<unknown>;

const onLine =
  (fits: (line: JsonLine) => boolean): Step =>
  (program) =>
    program.line(fits);

const isTunnel = (line: JsonLine): boolean => line.kind === 'tunnel' && line['state'] === 'open';
const isWebhook =
  (event: string, state: string) =>
  (line: JsonLine): boolean =>
    line.kind === 'webhook' && line['state'] === state && line['event'] === event;

/** The shop is called, and answers as told only after the program has been killed. */
const onCall =
  (what: RegExp, then: Misbehaviour, before?: (program: Program) => void): Step =>
  async (program, { shop }) => {
    const came = new Promise<void>((resolve) => {
      shop.misbehave = (call: DoubleCall) => {
        if (!what.test(call.what)) return null;
        resolve();
        return then;
      };
    });
    if (before !== undefined) {
      await program.line(isReady);
      before(program);
    }
    await came;
  };

const askToEnd = (program: Program): void => program.kill('SIGTERM');
const hangs: Misbehaviour = { kind: 'hang' };
const hangsDone: Misbehaviour = { kind: 'hang', acts: true };

const STEPS: readonly [string, Step][] = [
  ['before anything is told', () => new Promise((resolve) => setTimeout(resolve, 120 + Math.random() * 200))],
  ['with the address open', onLine(isTunnel)],
  ['with the first POST on its way', onCall(/^POST .*create$/, hangs)],
  ['between the first POST and its answer', onCall(/^POST .*create$/, hangsDone)],
  ['with one webhook created', onLine(isWebhook('Orders.create', 'created'))],
  ['between the second POST and its answer', onCall(/^POST .*update$/, hangsDone)],
  ['with the last webhook created', onLine(isWebhook('Orders.delete', 'created'))],
  ['when ready', onLine(isReady)],
  ['when the end was asked for', async (program) => askToEnd((await program.line(isReady), program))],
  ['with the DELETE on its way', onCall(/^DELETE/, hangs, askToEnd)],
  ['between the DELETE and its answer', onCall(/^DELETE/, hangsDone, askToEnd)],
  ['with the webhooks deleted', onLine(isWebhook('Orders.create', 'deleted'))],
];

it.each(STEPS)(
  'killed %s, nothing of ours is left after the next start',
  async (name, reach) => {
    const bench = await openBench();
    cleanUp.push(bench.close);
    for (let time = 0; time < TIMES; time += 1) {
      const program = bench.start();
      if (name === 'with the webhooks deleted') void program.line(isReady).then(() => askToEnd(program));
      await reach(program, bench);
      program.kill('SIGKILL');
      await program.exit;
      bench.shop.misbehave = null;
      await nextStartCleansUp(bench);
    }
  },
  30_000 + TIMES * 6000,
);

async function nextStartCleansUp(bench: Bench): Promise<void> {
  const next = bench.start();
  await next.line(isReady);
  expect(bench.shop.webhooks).toHaveLength(3);
  expect(sessionsAt(bench.shop)).toHaveLength(1);
  expect(await endBy(next, 'SIGTERM')).toBe(143);
  expect(bench.shop.webhooks).toEqual([]);
  expect(next.lines().at(-1)).toMatchObject({ kind: 'end', webhooksRemoved: 3, webhooksLeft: 0 });
}

it('a POST that reaches the shop only after the next start is found by the one after that', async () => {
  const bench = await openBench();
  cleanUp.push(bench.close);
  const program = bench.start();
  await onCall(/^POST .*create$/, hangs)(program, bench);
  const [name] = intendedNames(bench.folder);
  program.kill('SIGKILL');
  await program.exit;
  bench.shop.misbehave = null;
  await nextStartCleansUp(bench);
  bench.shop.webhooks.push({
    id: 9001,
    name: name ?? '',
    url: 'http://x.test/',
    event: 'Orders.create',
    active_yn: true,
  });
  await nextStartCleansUp(bench);
  expect(intendedNames(bench.folder)).toEqual([]);
});

function intendedNames(folder: string): readonly string[] {
  const directory = join(dataDirOf(folder), 'state', 'ledgers');
  const text = readdirSync(directory).map((file) => readFileSync(join(directory, file), 'utf8'));
  return [...text.join('').matchAll(/"kind":"intended","name":"([^"]+)"/g)].map(([, name]) => name ?? '');
}
