/**
 * Found while looking at what the soak had found: a handler that was right while our 503 was on its way to the shop, neither
 * in time nor late, was called a second time for the repeat.
 */
import { expect, it } from 'vitest';
import { NO_WAY } from '../../src/core/conclude.ts';
import type { HandlerResult } from '../../src/core/outcome.ts';
import { RULES } from '../../src/core/rules.ts';
import { createFaults } from '../../src/faults/fault-set.ts';
import { createIntake, type IntakeOptions } from '../../src/session/calls/intake.ts';
import { createPace } from '../../src/session/calls/pace.ts';
import { createWorks } from '../../src/session/calls/works.ts';

const ENDING = { committed: () => undefined, undone: () => undefined };
const DONE: HandlerResult = { outcome: { status: 204, ms: 940 }, answer: { headers: [], body: Buffer.alloc(0) } };

it('work that is done while our 503 leaves is not asked for again', async () => {
  const calls: number[] = [];
  const stages = intakeOver((number) => {
    calls.push(number);
    return Promise.resolve(DONE);
  });
  const call = (): ReturnType<typeof stages.keep> => {
    const endpoint = { path: '/secret/Orders.create', event: 'Orders.create' };
    const body = Buffer.from('{"orders":[{"order_number":"1"}]}');
    return stages.keep({ at: 1000, endpoint, headers: [], body, mayHaveWaited: false }, 'rescue', ENDING);
  };
  const first = call();
  if (first === null) throw new Error('the call was not kept');
  const forwarding = stages.forward(first);
  if (forwarding.kind === 'working') await forwarding.result;
  stages.answered(first, { status: 503, ms: 950 })();
  const second = call();
  if (second === null) throw new Error('the repeat was not kept');
  expect(second).toMatchObject({ delivery: first.delivery, number: 2 });
  expect(stages.forward(second)).toEqual({ kind: 'done' });
  expect(calls).toEqual([1]);
});

function intakeOver(handle: (number: number) => Promise<HandlerResult>): ReturnType<typeof createIntake> {
  let number = 0;
  const nothing = (): undefined => undefined;
  const unused = (): never => {
    throw new Error('only ack has background calls');
  };
  const options: IntakeOptions = {
    now: () => 2000,
    rules: RULES.current,
    pace: createPace(RULES.current, () => 1),
    faults: createFaults({ faults: [], seed: 'budget', now: () => 2000 }),
    history: {
      received: () => {
        number += 1;
        return { delivery: 'only', attempt: `only.${number}`, number };
      },
      settled: nothing,
      handlerSettled: nothing,
    },
    handlers: {
      targetFor: () => ({ url: new URL('http://127.0.0.1:9/'), pattern: '*', shownUrl: 'http://127.0.0.1:9/' }),
      call: (job) => handle(job.number),
    },
    works: createWorks(() => 0),
    chains: { expect: nothing, settle: nothing, waiting: () => 0, close: nothing },
    background: { take: unused, resume: nothing, idle: async () => {}, close: async () => {} },
    webhookOf: () => 1,
    way: () => NO_WAY,
    isDoubtful: () => false,
    emit: nothing,
    isFull: () => false,
    onAdmitted: nothing,
    onLost: nothing,
  };
  return createIntake(options);
}
