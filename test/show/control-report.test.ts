import { expect, it } from 'vitest';
import type { FaultState, StateLine } from '../../src/session/control/lines.ts';
import { faultLines, stateLines } from '../../src/show/control-report.ts';
import { lineText } from '../../src/show/present/line.ts';
import { AT } from './records.ts';

const LAST = { at: AT, event: 'Orders.create', key: '9000211', delivery: 'kq3v' };

const FAULTS: readonly FaultState[] = [
  { label: 'ours', spec: 'status=503,name=ours', matched: 12, spoiled: 3, over: false, endsAt: AT, last: null },
  { label: 'status=500', spec: 'status=500', matched: 1, spoiled: 1, over: true, endsAt: null, last: LAST },
];

const STATE: StateLine = {
  kind: 'state',
  at: AT,
  what: 'session',
  session: '7f3a9c01',
  pid: 42,
  phase: 'ready',
  startedAt: AT,
  listen: 'http://127.0.0.1:4000',
  publicUrl: null,
  tunnel: { state: 'open', ms: null },
  shop: 'simulated',
  callsLeft: null,
  events: ['*'],
  webhooks: [{ id: 1, event: 'Orders.create', active: true }],
  handlers: [{ url: 'http://localhost:3000/\u001b[2J', event: 'Orders.*', health: 'up' }],
  policy: 'rescue',
  rules: 'current',
  speed: 60,
  faults: FAULTS,
  counts: { deliveries: 1, attempts: 3, delivered: 1, repeats: 2, timedOut: 0, waiting: 0, queued: 0, strangers: 0 },
};

it('faults stand under each other with what came of them', () => {
  expect(faultLines(FAULTS, AT).map(lineText)).toEqual([
    'ours        status=503,name=ours  3 of 12 answers spoiled, until 10:00:00',
    'status=500  1 of 1 answer spoiled, the last Orders.create 9000211 at 10:00:00, used up',
  ]);
  expect(faultLines([], AT)).toEqual([]);
  const expired = FAULTS.map((fault) => ({ ...fault, over: true }));
  expect(faultLines(expired, AT).map(lineText)[0]).toContain('spoiled, its time was up at 10:00:00');
});

it('a session in a few lines, safe to print', () => {
  expect(stateLines(STATE).map(lineText)).toEqual([
    'session 7f3a9c01 ready, process 42, shop simulated, speed 60',
    '  http://127.0.0.1:4000, tunnel open, 1 webhook',
    String.raw`  answers by rescue, rules current, Orders.* http://localhost:3000/\x1b[2J (up)`,
    '  1 delivery in 3 attempts: 1 delivered, 2 repeats, 0 timed-out; 0 waiting',
    '  ours        status=503,name=ours  3 of 12 answers spoiled, until 10:00:00',
    '  status=500  1 of 1 answer spoiled, the last Orders.create 9000211 at 10:00:00, used up',
  ]);
});
