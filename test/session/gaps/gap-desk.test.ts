/** What is asked of the shop after a gap and what is said, with a shop that answers as the test says. */
import { describe, expect, it, vi } from 'vitest';
import { Failure, trouble } from '../../../src/core/failure.ts';
import { HOUR, MINUTE, SECOND } from '../../../src/core/instant.ts';
import type { NoticeRecord } from '../../../src/core/record.ts';
import { RULES } from '../../../src/core/rules.ts';
import type { ShopWebhook } from '../../../src/register/api-shapes.ts';
import { createGapDesk, type GapDesk, type GapDeskOptions } from '../../../src/session/gaps/gap-desk.ts';
import { createPurse } from '../../../src/session/upkeep/purse.ts';
import { historyInMemory, keep } from '../../store/samples.ts';

const START = Date.UTC(2026, 10, 23, 10, 20);

const webhook = (id: number, change: Partial<ShopWebhook> = {}): ShopWebhook => ({
  id,
  name: '',
  url: '',
  event: 'Orders.create',
  active: true,
  lastSuccess: null,
  lastError: null,
  ...change,
});

interface Play {
  readonly desk: GapDesk;
  readonly notices: NoticeRecord[];
  /** Calls of the API. */
  readonly calls: () => number;
  readonly clock: { now: number };
  readonly shop: {
    listed: readonly ShopWebhook[];
    left: number | null;
    failure: Failure | null;
    answering: Promise<void>;
  };
  readonly listed: (readonly ShopWebhook[])[];
  readonly logged: string[];
  readonly end: AbortController;
  /** Machine asleep for so long, ending now. */
  readonly sleep: (millis: number) => Promise<void>;
}

function open(change: Partial<GapDeskOptions> = {}): Play {
  const history = historyInMemory();
  keep(history, { at: START - MINUTE, webhook: 7 });
  const notices: NoticeRecord[] = [];
  const listed: (readonly ShopWebhook[])[] = [];
  const logged: string[] = [];
  const clock = { now: START };
  const shop: Play['shop'] = { listed: [webhook(7)], left: null, failure: null, answering: Promise.resolve() };
  const end = new AbortController();
  let calls = 0;
  const callsLeft = () => ({ hour: null, day: null, total: shop.left });
  const desk = createGapDesk({
    purse: createPurse({ shop: { isSimulated: false, client: { callsLeft } }, now: () => clock.now }),
    client: {
      async listWebhooks() {
        calls += 1;
        await shop.answering;
        if (shop.failure !== null) throw shop.failure;
        return shop.listed;
      },
      clock: () => ({ ahead: 0, doubt: 600, isTold: true }),
    },
    ledger: { entries: () => [{ name: '', event: 'Orders.create', shownUrl: '', at: START, id: 7 }] },
    history,
    rules: RULES.current,
    now: () => clock.now,
    isFree: false,
    emit: (record) => void notices.push(record),
    log: (text) => void logged.push(text),
    isOff: () => false,
    onListed: (some) => void listed.push(some),
    onChange: () => undefined,
    remedy: () => 'Press c.',
    signal: end.signal,
    ...change,
  });
  return {
    desk,
    notices,
    calls: () => calls,
    clock,
    shop,
    listed,
    logged,
    end,
    async sleep(millis) {
      const from = clock.now;
      clock.now += millis;
      desk.ended({ from, until: clock.now, causes: ['slept'] });
      await desk.idle();
    },
  };
}

describe('one gap', () => {
  it('costs one call, and is said with all that was found', async () => {
    const { sleep, notices, calls, desk, listed, shop } = open();
    shop.listed = [webhook(7, { lastSuccess: { at: START + 2 * MINUTE, status: 200 } })];
    await sleep(20 * MINUTE);
    expect(calls()).toBe(1);
    expect(listed).toEqual([shop.listed]);
    expect(notices).toEqual([
      {
        kind: 'notice',
        at: '2026-11-23T10:40:00.000Z',
        level: 'warning',
        code: 'gap-missed',
        text: 'Calls may be missing from the 20 min in which this machine slept: a call for Orders.create counts as delivered (200), and never came here. Press c.',
        gap: {
          from: '2026-11-23T10:20:00.000Z',
          until: '2026-11-23T10:40:00.000Z',
          causes: ['slept'],
          verdict: 'may-be-missed',
          sure: true,
          webhooks: [
            {
              webhook: 7,
              event: 'Orders.create',
              verdict: 'may-be-missed',
              reason: 'counted-as-delivered',
              callAt: '2026-11-23T10:22:00.000Z',
              status: 200,
            },
          ],
        },
      },
    ]);
    expect(desk.gaps()).toMatchObject([{ from: START, verdict: { kind: 'may-be-missed' } }]);
  });

  it('without a lost call is said quietly', async () => {
    const { sleep, notices } = open();
    await sleep(20 * MINUTE);
    expect(notices).toMatchObject([{ level: 'info', code: 'gap-clear', gap: { verdict: 'nothing', sure: true } }]);
    expect(notices[0]?.text).not.toContain('Press c.');
  });

  it('whose webhook was known to be off is not judged by it', async () => {
    const { sleep, notices, shop } = open({ isOff: (id) => id === 7 });
    shop.listed = [webhook(7, { active: false })];
    await sleep(20 * MINUTE);
    expect(notices).toMatchObject([{ code: 'gap-unknown', gap: { webhooks: [] } }]);
    expect(notices[0]?.text).toContain('no webhook of this session is active');
  });
});

describe('several gaps', () => {
  it('cost one call each', async () => {
    const { sleep, calls, notices, clock } = open();
    for (let gap = 1; gap <= 3; gap += 1) {
      await sleep(HOUR);
      expect(calls()).toBe(gap);
      clock.now += HOUR;
    }
    expect(notices.map(({ code }) => code)).toEqual(['gap-clear', 'gap-clear', 'gap-clear']);
  });

  it('in quick succession cost one, and the rest can be asked for together', async () => {
    const { sleep, calls, notices, clock, desk } = open();
    await sleep(MINUTE);
    for (let times = 0; times < 20; times += 1) {
      clock.now += 5 * SECOND;
      await sleep(8 * SECOND);
    }
    expect(calls()).toBe(1);
    expect(notices.slice(1).every(({ code, gap }) => code === 'gap-unknown' && gap?.verdict === null)).toBe(true);
    // Each was told once.
    expect(notices).toHaveLength(21);
    expect(notices[1]?.text).toContain('The shop was asked a few minutes ago already');
    await desk.ask(new AbortController().signal);
    expect(calls()).toBe(2);
    expect(desk.unjudged()).toEqual([]);
    expect(notices.slice(21).map(({ code }) => code)).toEqual(Array(20).fill('gap-clear'));
  });

  it('of the simulated shop are free', async () => {
    const { sleep, calls, clock } = open({ isFree: true });
    for (let times = 0; times < 3; times += 1) {
      await sleep(MINUTE);
      clock.now += SECOND;
    }
    expect(calls()).toBe(3);
  });

  it('that are asked about by hand while the shop is being asked are not asked about twice', async () => {
    const { desk, calls, notices, shop } = open();
    let answer = (): void => undefined;
    shop.answering = new Promise((resolve) => {
      answer = resolve;
    });
    desk.ended({ from: START - MINUTE, until: START, causes: ['slept'] });
    const asked = desk.ask(new AbortController().signal);
    answer();
    await asked;
    expect(calls()).toBe(1);
    expect(notices).toHaveLength(1);
  });

  it('that end while the shop is being asked wait for their turn', async () => {
    const { desk, calls, shop, clock } = open();
    let answer = (): void => undefined;
    shop.answering = new Promise((resolve) => {
      answer = resolve;
    });
    desk.ended({ from: START - MINUTE, until: START, causes: ['slept'] });
    await vi.waitFor(() => expect(calls()).toBe(1));
    clock.now += MINUTE;
    desk.ended({ from: START + 10 * SECOND, until: START + MINUTE, causes: ['tunnel-down'] });
    answer();
    await desk.idle();
    expect(calls()).toBe(1);
    expect(desk.gaps().map(({ verdict }) => verdict?.kind)).toEqual(['nothing', undefined]);
  });
});

describe('the calls left', () => {
  it.each([
    [0, 'No API call is left. The hourly quota is full again at 2026-11-23 11:00 UTC.'],
    [1, 'The last API call is kept for removing our webhooks at the end.'],
  ])('%i: nothing is asked, and it is said', async (left, why) => {
    const { sleep, calls, notices, shop, desk } = open();
    shop.left = left;
    await sleep(20 * MINUTE);
    expect(calls()).toBe(0);
    expect(notices).toMatchObject([{ level: 'warning', code: 'gap-unknown', gap: { verdict: null, sure: false } }]);
    expect(notices[0]?.text).toContain(why);
    await expect(desk.ask(new AbortController().signal)).rejects.toMatchObject({ code: 'api-calls-short', exit: 3 });
    shop.left = 2;
    await desk.ask(new AbortController().signal);
    expect(notices.at(-1)).toMatchObject({ code: 'gap-clear' });
    expect(calls()).toBe(1);
  });
});

describe('trouble', () => {
  it('of the shop leaves the gap open, to be asked for later', async () => {
    const { sleep, notices, shop, desk } = open();
    shop.failure = trouble('api-unreachable', 'Nothing listens at demo.');
    await sleep(20 * MINUTE);
    expect(notices).toMatchObject([{ code: 'gap-unknown', gap: { verdict: null } }]);
    expect(notices[0]?.text).toContain('was not found out: Nothing listens at demo. Press c and then r to ask');
    shop.failure = null;
    await desk.ask(new AbortController().signal);
    expect(desk.unjudged()).toEqual([]);
  });

  it('at the end of the session is no news', async () => {
    const { sleep, notices, shop, end } = open();
    shop.failure = trouble('api-aborted', 'given up');
    shop.answering = Promise.resolve().then(() => end.abort());
    await sleep(20 * MINUTE);
    expect(notices).toEqual([]);
  });

  it('of ours is logged, and the next gap is looked into', async () => {
    const { sleep, logged, notices, clock } = open({
      onListed: () => {
        if (logged.length === 0) throw new TypeError('a bug');
      },
    });
    await sleep(20 * MINUTE);
    expect(logged).toEqual(['gap not looked into: a bug']);
    clock.now += HOUR;
    await sleep(20 * MINUTE);
    expect(notices.map(({ code }) => code)).toEqual(['gap-clear', 'gap-clear']);
  });
});

describe('a restart', () => {
  const lost = (listed: readonly ShopWebhook[] | null) => ({
    session: 'dead0001',
    beatAt: START - 10 * MINUTE,
    webhooks: [{ id: 7, event: 'Orders.create' }],
    listed,
  });

  it('is judged by what the sweep has found, without a call', async () => {
    const { desk, calls, notices } = open();
    desk.restarted([lost([webhook(7, { lastError: { at: START - 5 * MINUTE, status: 404 } })])]);
    await desk.idle();
    expect(calls()).toBe(0);
    expect(notices).toMatchObject([
      { code: 'gap-missed', gap: { causes: ['restart'], from: '2026-11-23T10:10:00.000Z' } },
    ]);
    expect(notices[0]?.text).toContain('failed (404), and is not repeated since its webhook is gone');
  });

  it('in which the last call was one that history has is harmless as far as that tells', async () => {
    const { desk, notices } = open();
    desk.restarted([lost([webhook(7, { lastSuccess: { at: START - MINUTE, status: 200 } })])]);
    await desk.idle();
    expect(notices).toMatchObject([{ code: 'gap-clear', gap: { sure: false } }]);
  });

  it('of which the shop told nothing stays unknown for good', async () => {
    const { desk, calls, notices } = open();
    desk.restarted([lost(null)]);
    await desk.idle();
    expect(notices).toMatchObject([{ code: 'gap-unknown', level: 'warning' }]);
    expect(desk.unjudged()).toEqual([]);
    expect(calls()).toBe(0);
  });

  it('after which nothing was left is no gap', async () => {
    const { desk, notices } = open();
    desk.restarted([]);
    await desk.idle();
    expect([notices, desk.gaps()]).toEqual([[], []]);
  });
});
