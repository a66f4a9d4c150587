/** Our own clock is set while the session runs: what looks like a sleep is told from one. */
import { expect, it } from 'vitest';
import type { CallHere } from '../../../src/core/gap-verdict.ts';
import { HOUR, MINUTE, SECOND } from '../../../src/core/instant.ts';
import { RULES } from '../../../src/core/rules.ts';
import type { ShopClock } from '../../../src/core/shop-clock.ts';
import type { ShopWebhook } from '../../../src/register/api-shapes.ts';
import { judge, type Judged } from '../../../src/session/gaps/judge.ts';

const NOW = Date.UTC(2026, 10, 23, 10, 20);
const clock = (ahead: number): ShopClock => ({ ahead, doubt: 600, isTold: true });

interface Scene {
  readonly from: number;
  readonly until: number;
  readonly before: ShopClock;
  readonly after: ShopClock;
  /** The shop's last good call, by its own clock. */
  readonly lastSuccess: number | null;
  readonly calls: readonly CallHere[];
}

async function judged({
  from,
  until,
  before,
  after,
  lastSuccess,
  calls,
}: Scene): Promise<Judged & { readonly since: number }> {
  const listed: ShopWebhook = {
    id: 7,
    name: '',
    url: '',
    event: 'Orders.create',
    active: true,
    lastSuccess: lastSuccess === null ? null : { at: lastSuccess, status: 204 },
    lastError: null,
  };
  let asked = 0;
  const result = await judge(
    { from, until, causes: ['slept'], clock: before },
    {
      webhooks: [{ id: 7, event: 'Orders.create' }],
      listed: [listed],
      clock: after,
      areGone: false,
      rules: RULES.current,
      callsSince: (since) => {
        asked = since;
        return Promise.resolve(calls.filter(({ at }) => at >= since));
      },
    },
  );
  return { ...result, since: asked };
}

const call = (at: number): CallHere => ({ webhook: 7, event: 'Orders.create', at, notedAs: 'either' });

it('a sleep is judged by what came before it', async () => {
  const from = NOW - HOUR;
  const scene = { from, until: NOW, before: clock(0), after: clock(0) };
  const before = await judged({ ...scene, lastSuccess: from - 2 * SECOND, calls: [call(from - 2 * SECOND)] });
  expect(before.verdict).toMatchObject({ kind: 'nothing', sure: false });
  expect(before.since).toBeLessThan(from - 10 * SECOND);
  const lost = await judged({ ...scene, lastSuccess: from + MINUTE, calls: [] });
  expect(lost.verdict.kind).toBe('may-be-missed');
});

it('a clock that was set forwards by an hour is no sleep of an hour', async () => {
  const { verdict, text } = await judged({
    from: NOW,
    until: NOW + HOUR + 2 * SECOND,
    before: clock(0),
    after: clock(-HOUR),
    // A minute before, by both: without the other clock it would seem to be within.
    lastSuccess: NOW - MINUTE,
    calls: [call(NOW - MINUTE)],
  });
  expect(verdict).toEqual({ kind: 'nothing', sure: true, findings: [] });
  expect(text).toBe("This machine's clock was set forwards by 60 min: it did not sleep, and no call can be missing.");
});

it('one that was set during a real gap moves what came before it along', async () => {
  // Ten minutes of gap, and the clock set forwards by an hour meanwhile.
  const scene = { from: NOW, until: NOW + HOUR + 10 * MINUTE, before: clock(0), after: clock(-HOUR) };
  const here = await judged({ ...scene, lastSuccess: NOW - SECOND, calls: [call(NOW - SECOND)] });
  expect(here.verdict).toMatchObject({ kind: 'nothing', sure: false });
  const lost = await judged({ ...scene, lastSuccess: NOW + 5 * MINUTE, calls: [call(NOW - SECOND)] });
  expect(lost.verdict).toMatchObject({ kind: 'may-be-missed', sure: true });
  const backwards = { from: NOW, until: NOW - HOUR + 10 * MINUTE, before: clock(0), after: clock(HOUR) };
  expect((await judged({ ...backwards, lastSuccess: NOW + 5 * MINUTE, calls: [] })).verdict.kind).toBe('may-be-missed');
});
