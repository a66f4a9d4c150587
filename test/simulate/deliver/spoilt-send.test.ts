import { afterEach, describe, expect, it, vi } from 'vitest';
import { MINUTE } from '../../../src/core/instant.ts';
import { createFaults, type FaultSet } from '../../../src/faults/fault-set.ts';
import { readFault } from '../../../src/faults/read-fault.ts';
import { attemptRecord, type AttemptReport } from '../../../src/simulate/deliver/report.ts';
import { createSimulatedShop, type SimulatedShop } from '../../../src/simulate/shop.ts';
import { startHandler, type Behaviour, type TestHandler } from '../../support/handler.ts';
import { callApi, subscribe } from '../rest-client.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

interface Playing {
  readonly shop: SimulatedShop;
  readonly handler: TestHandler;
  readonly reports: readonly AttemptReport[];
}

async function play(spec: string, behaviour: Behaviour = { kind: 'answer', status: 200 }): Promise<Playing> {
  const handler = await startHandler(behaviour);
  const reports: AttemptReport[] = [];
  const shop = createSimulatedShop({ seed: 'faults', speed: 'manual', onAttempt: (report) => reports.push(report) });
  closers.push(
    () => shop.close(),
    () => handler.close(),
  );
  add(shop.faults, spec);
  await subscribe(shop, 'Orders.create', handler.url);
  shop.emit('Orders.create');
  return { shop, handler, reports };
}

function add(faults: FaultSet, spec: string): void {
  const reading = readFault(spec);
  if (reading.kind === 'broken') throw new Error(reading.message);
  faults.add(reading.fault);
}

describe('a fault between the simulated shop and the handler', () => {
  it('spoils the answer: the handler does its work twice', async () => {
    const { shop, handler, reports } = await play('duplicate');
    await shop.clock.advance(5 * MINUTE);
    expect(handler.calls).toHaveLength(2);
    const [first, second] = reports.map(attemptRecord);
    expect(first).toMatchObject({
      fault: 'duplicate',
      handler: { status: 200 },
      answer: { status: 500 },
      verdict: 'repeats',
      withoutUs: 'delivered',
    });
    expect(first?.why).toContain('The fault duplicate was at work: the shop got 500');
    expect(second).toMatchObject({ fault: null, answer: null, handler: { status: 200 }, verdict: 'delivered' });
    const { json } = await callApi(shop, 'GET /webhooks/1');
    expect(json.webhooks[0]).toMatchObject({ last_error_call_status: 500, last_success_call_status: 200 });
  });

  it('keeps the call from the handler, for so long on the clock of the shop', async () => {
    const { shop, handler, reports } = await play('outage');
    await shop.clock.advance(60 * MINUTE);
    expect(reports.map(({ fault }) => fault)).toEqual(['outage', 'outage', null]);
    expect(handler.calls).toHaveLength(1);
    expect(reports.map(attemptRecord)[0]).toMatchObject({ handler: null, answer: { status: 503 }, withoutUs: null });
  });

  it('eats the real second: what is delayed past it counts as delivered, though the handler was right', async () => {
    const { shop, handler, reports } = await play('delay=10m');
    await shop.clock.advance(60 * MINUTE);
    expect(reports.map(({ judgement }) => judgement.verdict)).toEqual(['timed-out']);
    expect(handler.calls).toHaveLength(1);
    expect(reports.map(attemptRecord)[0]).toMatchObject({ answer: { connection: 'hang' }, handler: { status: 200 } });
  });

  it('finds nothing to spoil where the handler says nothing', async () => {
    const { shop, reports } = await play('status=500', { kind: 'silent' });
    await shop.clock.advance(0);
    expect(reports).toMatchObject([{ fault: 'status=500', answer: null, judgement: { verdict: 'timed-out' } }]);
  });

  it('breaks the connection and can be cleared', async () => {
    const { shop, reports } = await play('connection=reset,name=cut');
    await shop.clock.advance(0);
    shop.faults.clear('cut');
    await shop.clock.advance(5 * MINUTE);
    expect(reports.map(({ outcome, fault }) => [outcome.kind, fault])).toEqual([
      ['broken', 'cut'],
      ['answered', null],
    ]);
  });

  it('is cut short when the shop closes', async () => {
    const { shop, handler, reports } = await play('delay=10m');
    await vi.waitFor(() => expect(handler.calls).toHaveLength(1));
    await shop.close();
    expect(reports).toEqual([]);
  });

  it('may be a set of somebody else', () => {
    const faults = createFaults({ faults: [], seed: 'own', now: () => 0 });
    const shop = createSimulatedShop({ seed: 'own', faults });
    closers.push(() => shop.close());
    expect(shop.faults).toBe(faults);
  });
});
