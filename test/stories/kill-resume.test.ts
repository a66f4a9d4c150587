/** The program is killed with `kill -9` while background calls of `ack` are waiting and under way: the next start goes on. */
import { afterEach, expect, it, vi } from 'vitest';
import { startHandler } from '../support/handler.ts';
import { endBy, isReady, openBench } from '../support/killed-program.ts';

const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
});

it('every call that the shop was told we have reaches the handler in the end, whatever was killed on the way', async () => {
  const bench = await openBench();
  const handler = await startHandler(() => ({ kind: 'answer', status: 500 }));
  cleanUp.push(handler.close, bench.close);
  const args = ['--forward', handler.url, '--answer', 'ack'];
  const first = bench.start(args);
  await first.line(isReady);
  const bodies = Array.from({ length: 20 }, (_, order) => JSON.stringify({ orders: [{ order_number: `k${order}` }] }));
  for (const [index, body] of bodies.entries()) {
    if (index === 10) handler.behave({ kind: 'silent' });
    expect(await bench.shop.send('Orders.create', body)).toBe(204);
  }
  await vi.waitFor(() => expect(handler.calls).toHaveLength(20));
  await endBy(first, 'SIGKILL');

  const accepted: string[] = [];
  handler.behave((call) => {
    // In the middle of the queue this one is killed as well.
    if (accepted.length === 7) second.kill('SIGKILL');
    else accepted.push(call.body.toString());
    return accepted.length === 7 ? { kind: 'silent' } : { kind: 'answer', status: 204 };
  });
  const second = bench.start(args);
  await second.exit;
  expect(second.lines().find((line) => line['code'] === 'queue-resumed')?.['text']).toContain('20 background calls');

  handler.behave((call) => {
    accepted.push(call.body.toString());
    return { kind: 'answer', status: 204 };
  });
  const third = bench.start(args);
  await third.line(isReady);
  await vi.waitFor(() => expect(new Set(accepted)).toEqual(new Set(bodies)), { timeout: 10_000 });
  expect(await endBy(third, 'SIGTERM')).toBe(143);
  expect(third.lines().at(-1)).toMatchObject({ kind: 'end', queued: 0, attempts: 0 });
  const background = third.lines().filter(({ kind }) => kind === 'attempt');
  expect(background.every((line) => line['origin'] === 'background' && line['answer'] === null)).toBe(true);
  expect(bench.shop.webhooks).toEqual([]);

  const fourth = bench.start(args);
  await fourth.line(isReady);
  await endBy(fourth, 'SIGTERM');
  expect(fourth.lines().some((line) => line['code'] === 'queue-resumed')).toBe(false);
});
