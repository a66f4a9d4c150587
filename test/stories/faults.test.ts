/** A developer breaks answers on purpose, with the simulated shop at speed, and gets the same run again from the same seed. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startHandler, type TestHandler } from '../support/handler.ts';
import { startProgram, temporaryFolder, type JsonLine, type Program } from '../support/program.ts';

let handler: TestHandler;
let folders: { path: string; remove: () => Promise<void> }[];

beforeEach(async () => {
  handler = await startHandler({ kind: 'answer', status: 204 });
  folders = [];
});

afterEach(async () => {
  await handler.close();
  await Promise.all(folders.map((folder) => folder.remove()));
});

async function listening(...args: readonly string[]): Promise<Program> {
  const folder = await temporaryFolder();
  folders.push(folder);
  const common = ['listen', '--json', '--shop', 'simulated', '--forward', handler.url];
  return startProgram({ args: [...common, ...args], cwd: folder.path, env: { HOME: folder.path } });
}

const attemptsOf = (program: Program): readonly JsonLine[] => program.lines().filter(({ kind }) => kind === 'attempt');
const timeOf = (line: JsonLine | undefined, field: string): number => Date.parse(String(line?.[field]));

/** Five minutes pass in a second. */
const SPEED = 300;

it('sees a handler called three times for one event, when the shop was told 500 twice', async () => {
  const fault = ['--fault', 'status=500,times=2'];
  const program = await listening('-e', 'Orders.create', '--speed', String(SPEED), '--traffic', '1/min', ...fault);
  await program.line(({ kind, ...line }) => kind === 'attempt' && line['number'] === 3);
  program.kill('SIGTERM');
  expect(await program.exit).toBe(143);

  const [first, second, third] = attemptsOf(program);
  const delivery = first?.['delivery'];
  expect(attemptsOf(program)).toMatchObject([
    { number: 1, fault: 'status=500,times=2', answer: { status: 500 }, verdict: 'repeats', linked: null },
    { number: 2, delivery, fault: 'status=500,times=2', answer: { status: 500 }, verdict: 'repeats' },
    { number: 3, delivery, fault: null, answer: { status: 204 }, verdict: 'delivered', nextAttemptAt: null },
  ]);
  for (const line of [second, third]) expect(line).toMatchObject({ linked: { sure: true, notice: null } });
  for (const line of attemptsOf(program))
    expect(line).toMatchObject({ handler: { status: 204 }, withoutUs: 'delivered' });

  // The countdown: due five minutes after the attempt on the shop's clock, and the shop was not sooner.
  for (const [line, next] of [
    [first, second],
    [second, third],
  ]) {
    expect(timeOf(line, 'nextAttemptAt') - timeOf(line, 'at')).toBe(300_000 / SPEED);
    expect(timeOf(next, 'at')).toBeGreaterThan(timeOf(line, 'at') + (300_000 / SPEED) * 0.9);
  }

  // The handler did its work three times, with the same bytes: what makes duplicates.
  expect(handler.calls).toHaveLength(3);
  expect(new Set(handler.calls.map(({ body }) => body.toString())).size).toBe(1);
  expect(handler.calls.map(({ headers }) => headers['upgates-dev-attempt'])).toEqual(['1', '2', '3']);
  expect(program.lines().at(-1)).toMatchObject({
    kind: 'end',
    deliveries: 1,
    attempts: 3,
    verdicts: { delivered: 1, repeats: 2, timedOut: 0 },
    waiting: 0,
    webhooksLeft: 0,
  });
});

/** All of a run but what is another each time: times, ids, and the digest of a body that holds times. */
function essence(program: Program): readonly unknown[] {
  return attemptsOf(program)
    .toSorted((a, b) => timeOf(a, 'at') - timeOf(b, 'at'))
    .map(({ at: _at, id: _id, delivery: _delivery, sha256: _sha256, shopMs: _shopMs, nextAttemptAt, ...line }) => ({
      ...line,
      nextAttemptAt: nextAttemptAt === null ? null : 'a time',
      handler: withoutTime(line['handler']),
      answer: withoutTime(line['answer']),
    }));
}

function withoutTime(done: unknown): unknown {
  const { ms: _ms, ...rest } = (done ?? {}) as Readonly<Record<string, unknown>>;
  return rest;
}

it('gives the same run from the same seed, and another from another', async () => {
  const faults = ['status=500,probability=0.3', 'delay=1400-1700,probability=0.3', 'delay=10-90,event=Products.*'];
  const args = ['--traffic', '240/min', '--max-deliveries', '16', ...faults.flatMap((spec) => ['--fault', spec])];
  const runs = await Promise.all(['blue', 'blue', 'red'].map((seed) => listening(...args, '--seed', seed)));
  for (const program of runs) expect(await program.exit).toBe(0);
  const [first = [], again, other] = runs.map(essence);
  expect(first).toHaveLength(16);
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
  const verdicts = new Set(first.map((line) => (line as { readonly verdict: string }).verdict));
  expect(verdicts).toEqual(new Set(['delivered', 'repeats', 'timed-out']));
});
