/** A script asks a running session for the whole order that a call spoke of. */
import { afterEach, expect, it } from 'vitest';
import { dataDirOf, isReady, openBench, type Bench } from '../support/killed-program.ts';
import { startProgram, type JsonLine, type Program } from '../support/program.ts';

const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
});

const CALL = JSON.stringify({ orders: ['9000211', '9000212'].map((number) => ({ order_number: number })) });

interface Done {
  readonly exit: unknown;
  readonly lines: readonly JsonLine[];
  readonly text: string;
}

interface Desk extends Bench {
  readonly session: Program;
  readonly delivery: string;
  readonly control: (...args: readonly string[]) => Promise<Done>;
  readonly asked: () => readonly string[];
}

async function openDesk(left: number, event = 'Orders.update'): Promise<Desk> {
  const bench = await openBench();
  cleanUp.push(() => bench.close());
  bench.shop.left = left;
  const session = bench.start([]);
  await session.line(isReady);
  await bench.shop.send(event, CALL);
  const attempt = await session.line(({ kind }) => kind === 'attempt');
  return {
    ...bench,
    session,
    delivery: String(attempt['delivery']),
    asked: () => bench.shop.calls.filter((call) => call.includes('/orders')),
    async control(...args) {
      const env = { HOME: bench.folder };
      const all = ['control', 'record', ...args, '--data-dir', dataDirOf(bench.folder)];
      const program = startProgram({ args: all, cwd: bench.folder, env });
      const exit = await program.exit;
      return { exit, lines: args.includes('--json') ? program.lines() : [], text: program.stdout() };
    },
  };
}

it('gets it as one line, the second time for nothing, and is told what it costs', async () => {
  const { shop, delivery, control, asked } = await openDesk(6);
  const order = { order_number: '9000212', total: 12.5 };
  shop.entities.set('/orders/9000212', { orders: [order] });
  const first = await control(delivery.slice(0, 5), '9000212', '--json');
  expect(first).toMatchObject({
    exit: 0,
    lines: [
      {
        kind: 'record',
        delivery,
        entity: 'Orders',
        id: '9000212',
        records: 2,
        asked: true,
        callsLeft: 2,
        record: order,
      },
    ],
  });
  const again = await control(delivery, '9000212');
  expect(again.text).toMatch(/^order 9000212, as the shop had it at [\d:]+\n.*speaks of 2.*\n\{\n {2}"order_number"/);
  expect(asked()).toEqual(['GET /orders/9000212']);
  expect(await control(delivery, '9000212', '--anew', '--json')).toMatchObject({
    lines: [{ callsLeft: 1, asked: true }],
  });
  // The call that is last is kept for the end.
  expect(await control(delivery, '--json')).toMatchObject({ exit: 3, lines: [{ code: 'api-calls-short' }] });
  expect(asked()).toHaveLength(2);
});

it('is told what the shop has not, and what cannot be asked for', async () => {
  const { shop, delivery, session, control } = await openDesk(20);
  expect(await control(delivery, '--json')).toMatchObject({
    exit: 3,
    lines: [{ kind: 'error', code: 'record-missing' }],
  });
  expect(await control(delivery, '7', '--json')).toMatchObject({ exit: 2, lines: [{ code: 'record-unknown' }] });
  await shop.send('Orders.delete', CALL);
  const deleted = await session.line(({ kind, ...rest }) => kind === 'attempt' && rest['event'] === 'Orders.delete');
  const refused = await control(String(deleted['delivery']), '--json');
  expect(refused).toMatchObject({ exit: 2, lines: [{ code: 'no-record' }] });
});
