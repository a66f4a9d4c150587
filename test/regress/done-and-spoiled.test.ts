/**
 * Found by the soak: a handler that had been right too late was called a second time when a fault spoiled the 204 by which
 * the next repeat was told so.
 */
import { expect, it, onTestFinished } from 'vitest';
import { startHandler } from '../support/handler.ts';
import { endBy, isReady, openBench } from '../support/killed-program.ts';

it('a slow handler does its work once, also when the answer that tells of it is spoiled', async () => {
  const bench = await openBench();
  onTestFinished(bench.close);
  const handler = await startHandler({ kind: 'late', status: 204, ms: 1300 });
  onTestFinished(handler.close);
  const program = bench.start(['--forward', handler.url, '--fault', 'status=500,skip=1,times=1']);
  await program.line(isReady);
  const call = (): Promise<number> => bench.shop.send('Orders.create', '{"orders":[{"order_number":"once"}]}');

  expect(await call()).toBe(503);
  await program.line(({ kind, handler: outcome }) => kind === 'handler' && Object(outcome)['status'] === 204);
  expect(await call()).toBe(500);
  expect(await call()).toBe(204);
  expect(handler.calls).toHaveLength(1);

  await endBy(program, 'SIGTERM');
  const told = program.lines().filter(({ kind }) => kind === 'attempt');
  expect(told.map(({ verdict }) => verdict)).toEqual(['repeats', 'repeats', 'delivered']);
  expect(told.slice(1).map((line) => line['handler'])).toEqual([null, null]);
});
