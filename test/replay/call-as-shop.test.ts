import { afterEach, describe, expect, it } from 'vitest';
import type { HandlerOutcome, HandlerResult, HeaderList } from '../../src/core/outcome.ts';
import { RULES, type Rules } from '../../src/core/rules.ts';
import { SYNTHESISED } from '../../src/core/synthesised.ts';
import type { Chosen } from '../../src/faults/fault.ts';
import { createFaults } from '../../src/faults/fault-set.ts';
import { readFault } from '../../src/faults/read-fault.ts';
import { answerInPlace, callAsShop } from '../../src/replay/call-as-shop.ts';
import type { Exchanged } from '../../src/replay/dispatch.ts';
import { openParcel, SHOP_HEADERS } from '../../src/replay/parcel.ts';
import { deadPort, startHandler, type Behaviour, type TestHandler } from '../support/handler.ts';
import { parcel } from './parcels.ts';

const LIMIT = RULES.current.limit;

function chosen(change: Partial<Chosen>): Chosen {
  return { label: 'x', phase: 'after', delay: null, status: null, connection: null, ...change };
}

function result(outcome: HandlerOutcome): HandlerResult {
  return { outcome, answer: null };
}

describe('answerInPlace', () => {
  const fine = result({ status: 200, ms: 40 });

  it.each([
    ['another status', { status: 503 }, { status: 503, ms: 40 }],
    ['a delay', { delay: 300 }, { status: 200, ms: 340 }],
    ['a delay that ends at the limit', { delay: LIMIT - 40 }, { connection: 'hang', ms: LIMIT }],
    ['a delay across the limit, whatever the status', { delay: 5000, status: 503 }, { connection: 'hang', ms: LIMIT }],
    ['reset', { connection: 'reset' }, { connection: 'reset', ms: 40 }],
    ['empty', { connection: 'empty' }, { connection: 'empty', ms: 40 }],
    ['truncate', { connection: 'truncate', status: 200 }, { connection: 'truncate', ms: 40 }],
    ['garbage', { connection: 'garbage', delay: 10 }, { connection: 'garbage', ms: 50 }],
    ['a reset across the limit', { connection: 'reset', delay: 2000 }, { connection: 'hang', ms: LIMIT }],
    ['drip', { connection: 'drip' }, { connection: 'drip', ms: LIMIT }],
    ['hang', { connection: 'hang' }, { connection: 'hang', ms: LIMIT }],
  ] as const)('of a handler that is right: %s', (_name, change, answer) => {
    expect(answerInPlace(chosen(change), fine, LIMIT)).toEqual(answer);
  });

  it.each([
    ['status', { status: 500 }, { status: 500, ms: 0 }],
    ['status, late', { status: 500, delay: 20 }, { status: 500, ms: 20 }],
    ['connection', { connection: 'reset' }, { connection: 'reset', ms: 0 }],
  ] as const)('of a call that the handler never sees: %s', (_name, change, answer) => {
    expect(answerInPlace(chosen({ phase: 'before', ...change }), null, LIMIT)).toEqual(answer);
  });

  it.each([
    ['had no answer in time', { error: 'timeout', ms: LIMIT }],
    ['was dropped by us', { error: 'aborted', ms: 3 }],
  ] as const)('of a handler that %s there is nothing to spoil', (_name, outcome) => {
    for (const change of [{ status: 500 }, { connection: 'reset' }, { delay: 5 }] as const) {
      expect(answerInPlace(chosen(change), result(outcome), LIMIT)).toBeNull();
    }
  });

  it('of a handler that refused: a status hides it, a delay leaves it what it is', () => {
    const refused = result({ error: 'refused', ms: 2 });
    expect(answerInPlace(chosen({ status: 503 }), refused, LIMIT)).toEqual({ status: 503, ms: 2 });
    expect(answerInPlace(chosen({ delay: 10 }), refused, LIMIT)).toBeNull();
  });
});

let handlers: TestHandler[] = [];

afterEach(async () => {
  await Promise.all(handlers.map((handler) => handler.close()));
  handlers = [];
});

async function handling(behaviour: Behaviour): Promise<TestHandler> {
  const handler = await startHandler(behaviour);
  handlers.push(handler);
  return handler;
}

interface Calling {
  readonly spec: string | null;
  /** What is sent; default: a sample. */
  readonly headers?: HeaderList;
  readonly pristine?: boolean;
  readonly rules?: Rules;
  readonly signal?: AbortSignal;
}

/** A limit that a busy machine keeps. */
const PATIENT: Rules = { ...RULES.current, limit: 8000 };
const SHORT: Rules = { ...RULES.current, limit: 150 };

function call(url: string, calling: Calling): Promise<Exchanged> {
  const { spec, rules = PATIENT, signal, headers = SHOP_HEADERS, pristine = false } = calling;
  const read = spec === null ? [] : [readFault(spec)];
  const faults = read.flatMap((reading) => (reading.kind === 'fault' ? [reading.fault] : []));
  expect(faults).toHaveLength(read.length);
  const one = parcel(url, { load: () => ({ body: Buffer.from('{"orders":[{"order_number":"9000021"}]}'), headers }) });
  return callAsShop(
    { parcel: one, content: openParcel(one), delivery: 'abc', number: 2 },
    {
      rules,
      headers: [['X-Own', '1']],
      insecure: false,
      pristine,
      faults: createFaults({ faults, seed: 'x', now: Date.now }),
    },
    signal ?? new AbortController().signal,
  );
}

describe('callAsShop', () => {
  it('without a fault is a call, and nothing else', async () => {
    const handler = await handling({ kind: 'answer', status: 201, body: 'made' });
    const exchanged = await call(handler.url, { spec: null });
    expect(exchanged).toMatchObject({ result: { outcome: { status: 201 } }, answer: null, fault: null });
    expect(handler.calls[0]?.headers).toMatchObject({
      'x-own': '1',
      'upgates-dev-event': 'Orders.create',
      'upgates-dev-delivery': 'abc',
      'upgates-dev-attempt': '2',
    });
  });

  it('says of a body that nobody sent what it is, but not where nothing of ours may be seen', async () => {
    const handler = await handling({ kind: 'answer', status: 200 });
    const headers = [...SHOP_HEADERS, SYNTHESISED];
    await call(handler.url, { spec: null, headers });
    await call(handler.url, { spec: null, headers, pristine: true });
    const [told, bare] = handler.calls.map((one) =>
      Object.keys(one.headers).filter((name) => name.startsWith('upgates-dev')),
    );
    expect(told).toContain('upgates-dev-synthesised');
    expect(bare).toEqual([]);
  });

  it('asks the fault with what it is to match: event, body, attempt', async () => {
    const handler = await handling({ kind: 'answer', status: 200 });
    const at = (match: string): Promise<Exchanged> => call(handler.url, { spec: `status=500,match=${match}` });
    expect(await at('attempt:2 body:9000021 event:Orders.*')).toMatchObject({ answer: { status: 500 } });
    expect(await at('attempt:1')).toMatchObject({ answer: null, fault: null });
  });

  it.each([
    ['status=503', { status: 503 }],
    ['connection=reset', { connection: 'reset' }],
    ['connection=empty', { connection: 'empty' }],
    ['connection=truncate', { connection: 'truncate' }],
    ['connection=garbage', { connection: 'garbage' }],
    ['delay=20', { status: 200 }],
  ])('%s after the handler has done its work', async (spec, answer) => {
    const handler = await handling({ kind: 'answer', status: 200 });
    const exchanged = await call(handler.url, { spec });
    expect(exchanged).toMatchObject({ result: { outcome: { status: 200 } }, answer, fault: spec });
    expect(handler.calls).toHaveLength(1);
  });

  it.each([
    ['phase=before,status=503', { status: 503 }],
    ['phase=before,connection=reset', { connection: 'reset' }],
    ['phase=before,connection=garbage,delay=20', { connection: 'garbage' }],
  ])('%s: the handler never sees the call', async (spec, answer) => {
    const handler = await handling({ kind: 'answer', status: 200 });
    expect(await call(handler.url, { spec })).toMatchObject({ result: null, answer, fault: spec });
    expect(handler.calls).toEqual([]);
  });

  it.each(['connection=hang', 'connection=drip', 'delay=5000', 'phase=before,status=500,delay=1m'])(
    '%s lasts until the limit, and not longer',
    async (spec) => {
      const handler = await handling({ kind: 'answer', status: 200 });
      const startedAt = performance.now();
      const { answer, fault } = await call(handler.url, { spec, rules: SHORT });
      const connection = spec.includes('drip') ? 'drip' : 'hang';
      expect([answer, fault]).toEqual([{ connection, ms: SHORT.limit }, spec]);
      expect(performance.now() - startedAt).toBeGreaterThanOrEqual(SHORT.limit - 1);
    },
  );

  it('tells a handler that is silent as silent, with the fault that found nothing to spoil', async () => {
    const handler = await handling({ kind: 'silent' });
    const exchanged = await call(handler.url, { spec: 'status=500', rules: SHORT });
    expect(exchanged).toMatchObject({ result: { outcome: { error: 'timeout' } }, answer: null, fault: 'status=500' });
  });

  it('tells a handler that refuses under the answer in its place', async () => {
    const url = `http://127.0.0.1:${await deadPort()}/`;
    const exchanged = await call(url, { spec: 'status=503' });
    expect(exchanged).toMatchObject({ result: { outcome: { error: 'refused' } }, answer: { status: 503 } });
  });

  it.each(['connection=hang', 'delay=10m', 'phase=before,connection=hang'])(
    '%s ends at once when we are ending, and tells no answer that nobody got',
    async (spec) => {
      const handler = await handling({ kind: 'answer', status: 200 });
      const ending = new AbortController();
      const calling = call(handler.url, { spec, signal: ending.signal, rules: { ...PATIENT, limit: 600_000 } });
      setTimeout(() => ending.abort(), 50);
      expect(await calling).toEqual({ result: null, answer: null, fault: spec });
    },
  );
});
