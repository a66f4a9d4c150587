import { expect, it } from 'vitest';
import type { ShopStateLine } from '../../src/session/control/shop-state.ts';
import { shopStateLines } from '../../src/show/shop-report.ts';

const AT = '2026-11-23T10:00:00.000Z';

const STATE: ShopStateLine = {
  kind: 'state',
  at: AT,
  what: 'shop',
  session: '7f3a9c01',
  pid: 42,
  startedAt: AT,
  apiUrl: 'http://127.0.0.1:8190/api/v2',
  shop: 'demoshop',
  login: 'dev-1',
  plan: 'bronze',
  callsLeftHour: 9,
  callsLeftDay: 100,
  rules: 'current',
  seed: 's',
  speed: 300,
  shopTime: AT,
  webhooks: [
    {
      id: 1,
      name: 'mine',
      event: 'Orders.create',
      url: 'http://127.0.0.1:3000/',
      active: true,
      lastSuccess: AT,
      lastError: AT,
      lastErrorStatus: 503,
    },
    {
      id: 2,
      name: 'mine',
      event: 'Orders.delete',
      url: 'http://127.0.0.1:3000/',
      active: false,
      lastSuccess: null,
      lastError: AT,
      lastErrorStatus: null,
    },
  ],
  pending: Array.from({ length: 12 }, (_, index) => ({
    id: `shop-${index}`,
    event: 'Orders.create',
    key: String(9000011 + index),
    webhook: 1,
    attempts: index + 1,
    nextAttemptAt: null,
  })),
  waiting: 12,
  denied: ['Customers.create'],
  faults: [
    { label: 'ours', spec: 'status=503,name=ours', matched: 12, spoiled: 3, over: false, endsAt: null, last: null },
  ],
  scenario: { name: 'sale-rush', title: 'A sale', played: 3, moments: 10 },
  stateFile: null,
};

const textOf = (state: ShopStateLine): string =>
  shopStateLines(state)
    .map((line) => line.map(({ text }) => text).join(''))
    .join('\n');

it('says who and where, the time, what waits and what is out of the ordinary', () => {
  expect(textOf(STATE)).toMatchInlineSnapshot(`
    "simulated shop 7f3a9c01 demoshop, process 42, plan bronze (calls left: 9 + 100), rules current
      http://127.0.0.1:8190/api/v2, login dev-1
      its time is 2026-11-23 11:00:00, speed 300
      scenario sale-rush (3 of 10): A sale
      2 webhooks
        1 Orders.create http://127.0.0.1:3000/, last right 11:00:00, last wrong 11:00:00 (503)
        2 Orders.delete inactive http://127.0.0.1:3000/, last wrong 11:00:00 (no answer)
      12 deliveries wait
        Orders.create 9000011 after 1 attempt
        Orders.create 9000012 after 2 attempts
        Orders.create 9000013 after 3 attempts
        Orders.create 9000014 after 4 attempts
        Orders.create 9000015 after 5 attempts
        Orders.create 9000016 after 6 attempts
        Orders.create 9000017 after 7 attempts
        Orders.create 9000018 after 8 attempts
        Orders.create 9000019 after 9 attempts
        Orders.create 9000020 after 10 attempts
        and 2 more
      the API user has no right to Customers.create
      ours  status=503,name=ours  3 of 12 answers spoiled"
  `);
});

it('is short for a shop where nothing happens', () => {
  const quiet = { ...STATE, callsLeftHour: null, webhooks: [], pending: [], waiting: 0, denied: [], faults: [] };
  expect(textOf({ ...quiet, scenario: { name: 'x', title: 'X', played: 3, moments: 3 } })).toMatchInlineSnapshot(`
    "simulated shop 7f3a9c01 demoshop, process 42, plan bronze, rules current
      http://127.0.0.1:8190/api/v2, login dev-1
      its time is 2026-11-23 11:00:00, speed 300
      scenario x (over): X
      0 webhooks"
  `);
});

it('shows nothing that could move the cursor', () => {
  const [webhook] = STATE.webhooks;
  if (webhook === undefined) throw new Error('none');
  expect(textOf({ ...STATE, shop: '\u001b[2J', webhooks: [{ ...webhook, url: '\u001b[2J' }] })).not.toContain('\u001b');
});
