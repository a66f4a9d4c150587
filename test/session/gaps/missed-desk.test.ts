/** What is listed, from where on and at what price, with a shop that answers as the test says. */
import { describe, expect, it } from 'vitest';
import { trouble } from '../../../src/core/failure.ts';
import { HOUR, MINUTE, shopDateTime } from '../../../src/core/instant.ts';
import { UNTOLD_CLOCK } from '../../../src/core/shop-clock.ts';
import type { ChangedPage, ChangedSince } from '../../../src/register/changed-list.ts';
import type { KnownGap } from '../../../src/session/gaps/gap-book.ts';
import type { GapAnswerLine } from '../../../src/session/gaps/lines.ts';
import { createMissedDesk, type MissedDesk } from '../../../src/session/gaps/missed-desk.ts';
import { createPurse } from '../../../src/session/upkeep/purse.ts';
import { historyInMemory } from '../../store/samples.ts';

const NOW = Date.UTC(2026, 10, 23, 10, 20);
const { signal } = new AbortController();

const gap = (minutesAgo: number, length: number, verdict: KnownGap['verdict']): KnownGap => ({
  from: NOW - minutesAgo * MINUTE,
  until: NOW - (minutesAgo - length) * MINUTE,
  causes: ['slept'],
  clock: UNTOLD_CLOCK,
  verdict,
  text: '',
});
const CLEAR: KnownGap['verdict'] = { kind: 'nothing', sure: true, findings: [] };
const MISSED: KnownGap['verdict'] = { kind: 'may-be-missed', sure: false, findings: [] };

interface Play {
  readonly desk: MissedDesk;
  readonly asked: ChangedSince[];
  readonly shop: { left: number | null; answer: (since: ChangedSince) => ChangedPage };
  readonly list: (change?: object) => Promise<{ readonly text: string; readonly lines: readonly GapAnswerLine[] }>;
}

const page = (pages: number, ...minutesAgo: readonly number[]): ChangedPage => ({
  pages,
  things: minutesAgo.map((minutes) => {
    const at = NOW - minutes * MINUTE;
    return {
      id: `n${minutes}`,
      label: `n${minutes}`,
      createdAt: at,
      updatedAt: at,
      fields: { order_number: `n${minutes}`, creation_time: shopDateTime(at) },
    };
  }),
});

function open(gaps: readonly KnownGap[], events = ['Orders.create', 'Orders.update']): Play {
  const asked: ChangedSince[] = [];
  const shop: Play['shop'] = { left: null, answer: () => page(1) };
  const callsLeft = () => ({ hour: null, day: null, total: shop.left });
  const desk = createMissedDesk({
    purse: createPurse({ shop: { isSimulated: false, client: { callsLeft } }, now: () => NOW }),
    client: {
      listChanged(since) {
        asked.push(since);
        if (shop.left !== null) shop.left -= 1;
        return Promise.resolve(shop.answer(since));
      },
      callsLeft,
      clock: () => ({ ahead: 0, doubt: 600, isTold: true }),
    },
    isFree: false,
    history: historyInMemory(),
    targets: [],
    events: () => events,
    gaps: () => gaps,
    shopName: 'demoshop',
    now: () => NOW,
    onChange: () => undefined,
  });
  return {
    desk,
    asked,
    shop,
    async list(change = {}) {
      const wish = { kind: 'list-missed', since: null, pages: 1, dryRun: false, ...change } as const;
      const answered = await desk.list(wish, signal);
      if (answered.kind === 'refused') throw answered.failure;
      return { text: answered.text, lines: answered.lines ?? [] };
    },
  };
}

/** Minutes before now from which the shop was asked. */
const from = (since: ChangedSince | undefined): number => Math.round((NOW - (since?.from ?? 0)) / MINUTE);

describe('from where on', () => {
  it('the first gap that is not known to be harmless', async () => {
    const { list, asked } = open([gap(300, 5, CLEAR), gap(200, 5, MISSED), gap(100, 5, CLEAR), gap(50, 5, null)]);
    await list();
    expect(asked.map(from)).toEqual([200]);
  });

  it('the last one, where all are', async () => {
    const { list, asked } = open([gap(300, 5, CLEAR), gap(100, 5, CLEAR)]);
    await list();
    expect(asked.map(from)).toEqual([100]);
  });

  it.each([
    ['2h', 120],
    [' 45m ', 45],
    ['2026-11-23T09:20:00Z', 60],
  ])('a time that is named, gaps or not: %s', async (since, minutes) => {
    const { list, asked } = open([gap(300, 5, MISSED)]);
    await list({ since });
    expect(asked.map(from)).toEqual([minutes]);
  });

  it.each(['soon', '', '2030-01-01', '-2h'])('not "%s"', async (since) => {
    const { list, asked } = open([]);
    await expect(list({ since })).rejects.toMatchObject({ code: 'option-value', exit: 2 });
    expect(asked).toEqual([]);
  });

  it('nowhere without a gap', async () => {
    await expect(open([]).list()).rejects.toMatchObject({ code: 'no-gap', exit: 2 });
  });

  it('nowhere for what no list tells', async () => {
    const { list, desk } = open([gap(20, 5, MISSED)], ['Orders.delete', 'Labels.update']);
    await expect(list()).rejects.toMatchObject({ code: 'nothing-to-list', exit: 2 });
    expect(desk.price()).toMatchObject({ lists: [], blind: ['Orders.delete', 'Labels.update'] });
  });
});

describe('what is found', () => {
  it('is what changed in the gaps, not between them and not since', async () => {
    const { list, shop, desk } = open([gap(200, 5, MISSED), gap(50, 5, null)]);
    shop.answer = () => page(1, 198, 100, 47, 10);
    const { text, lines } = await list();
    expect(text).toBe('2 changes never came here.');
    expect(lines).toMatchObject([
      { kind: 'missed', id: 'n198', changedAt: new Date(NOW - 198 * MINUTE).toISOString(), played: false },
      { kind: 'missed', id: 'n47', record: { order_number: 'n47' } },
      { kind: 'listed', missed: 2, known: 0, calls: 1, more: [], failed: [] },
    ]);
    expect(desk.listing()?.missed).toHaveLength(2);
  });

  it('says when there is nothing', async () => {
    expect((await open([gap(20, 5, MISSED)]).list()).text).toBe('No change that the shop lists was missed.');
  });

  it('stays as it was when the next listing fails', async () => {
    const { list, shop, desk } = open([gap(200, 5, MISSED)]);
    shop.answer = () => page(1, 198);
    await list();
    shop.answer = () => {
      throw trouble('api-server-error', 'demo failed to answer.');
    };
    await expect(list()).rejects.toMatchObject({ code: 'api-server-error', exit: 3 });
    expect(desk.listing()?.missed).toHaveLength(1);
  });

  it('of other lists is not spoiled by one that fails', async () => {
    const { list, shop } = open([gap(200, 5, MISSED)], ['Orders.create', 'Products.update']);
    shop.answer = ({ list: { entity } }) => {
      if (entity === 'Products') throw trouble('api-forbidden', 'No right to \u001b[2J products.');
      return page(1, 198);
    };
    const { text, lines } = await list();
    expect(text).toContain(String.raw`products/simple could not be listed: No right to \x1b[2J products.`);
    expect(lines.at(-1)).toMatchObject({ missed: 1, failed: [{ list: 'products/simple' }] });
  });
});

describe('the price', () => {
  it('is said without a call', async () => {
    const { list, asked, shop } = open([gap(20, 5, MISSED)], ['Orders.create', 'Customers.update', 'Orders.delete']);
    shop.left = 104;
    expect(await list({ dryRun: true })).toEqual({
      text: 'Listing takes 2 API calls of 104 left (orders, customers; a page each).',
      lines: [
        {
          kind: 'price',
          at: '2026-11-23T10:20:00.000Z',
          since: '2026-11-23T10:00:00.000Z',
          calls: 2,
          callsLeft: 104,
          lists: ['orders', 'customers'],
          blind: ['Orders.delete'],
        },
      ],
    });
    expect(asked).toEqual([]);
  });

  it('is a call for each page, and only the first of each list unless more are wanted', async () => {
    const { list, asked, shop } = open([gap(20, 5, MISSED)], ['Orders.create', 'Customers.update']);
    shop.answer = ({ list: { entity } }) => page(entity === 'Orders' ? 4 : 2);
    const { text } = await list();
    expect(text).toContain('Pages that were not fetched, a call each: orders 3, customers 1.');
    const { lines } = await list({ pages: 3 });
    expect(asked.slice(2).map(({ list: { entity }, page: number }) => `${entity} ${number}`)).toEqual([
      'Orders 1',
      'Orders 2',
      'Orders 3',
      'Customers 1',
      'Customers 2',
    ]);
    expect(lines.at(-1)).toMatchObject({ calls: 5, more: [{ list: 'orders', pages: 1 }] });
  });

  it.each([
    [2, 'Listing takes 2 API calls and one is kept for the clean-up, but only 2 are left.'],
    [0, 'only 0 are left'],
  ])('that is not covered by %i calls is refused before the first', async (left, text) => {
    const { list, asked, shop } = open([gap(20, 5, MISSED)], ['Orders.create', 'Customers.update']);
    shop.left = left;
    await expect(list()).rejects.toMatchObject({
      code: 'api-calls-short',
      exit: 3,
      message: expect.stringContaining(text),
    });
    expect(asked).toEqual([]);
  });

  it('never takes the last call, however many pages there are', async () => {
    const { list, asked, shop } = open([gap(20, 5, MISSED)]);
    shop.left = 4;
    shop.answer = () => page(100);
    const { lines } = await list({ pages: 100 });
    expect(asked).toHaveLength(3);
    expect(shop.left).toBe(1);
    expect(lines.at(-1)).toMatchObject({ calls: 3, callsLeft: 1, more: [{ list: 'orders', pages: 97 }] });
  });
});

it('asks by the shop’s clock, a little earlier than ours may know', async () => {
  const { list, asked } = open([gap(60, 5, MISSED)]);
  await list();
  const [since] = asked;
  expect(NOW - HOUR - (since?.from ?? 0)).toBeGreaterThan(2000);
  expect(NOW - HOUR - (since?.from ?? 0)).toBeLessThan(5000);
});
