import { expect, it } from 'vitest';
import { createPurse, type Purse } from '../../../src/session/upkeep/purse.ts';

function purseWith(total: number | null, isSimulated = false): Purse {
  const client = { callsLeft: () => ({ hour: total, day: 0, total }) };
  return createPurse({ shop: { client, isSimulated }, now: () => Date.UTC(2026, 10, 23, 10, 20) });
}

const done = (): Promise<string> => Promise.resolve('done');

it.each([
  [0, 'No API call is left.'],
  [1, 'The last API call is kept for removing our webhooks at the end.'],
])('with %i left nothing is spent, and it says when there is more', async (total, message) => {
  const spent = purseWith(total).spend(done);
  await expect(spent).rejects.toMatchObject({
    code: 'api-calls-short',
    exit: 3,
    message,
    hint: 'The hourly quota is full again at 2026-11-23 11:00 UTC.',
  });
});

it.each([
  [2, false],
  [null, false],
  [0, true],
])('with %j left (simulated: %s) one is spent', async (total, isSimulated) => {
  expect(await purseWith(total, isSimulated).spend(done)).toBe('done');
});

it('counts what is under way, also when that fails', async () => {
  const purse = purseWith(2);
  let fail: (error: Error) => void = () => undefined;
  const first = purse.spend(() => new Promise<never>((_, reject) => (fail = reject)));
  await expect(purse.spend(done)).rejects.toThrow('The last API call is kept');
  fail(new Error('cut'));
  await expect(first).rejects.toThrow('cut');
  expect(await purse.spend(done)).toBe('done');
});
