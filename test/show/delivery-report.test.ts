import { expect, it } from 'vitest';
import { deliveryLine, deliveryReport } from '../../src/show/delivery-report.ts';
import type { AttemptDetail, DeliveryRow } from '../../src/store/row.ts';
import { TEN, textsOf } from './records.ts';

const row: DeliveryRow = {
  id: 'kq3vabcd',
  place: 1,
  event: 'Orders.update',
  key: '9000208',
  bytes: 20,
  origin: 'shop',
  receivedAt: TEN,
  lastAttemptAt: TEN,
  attempts: 2,
  state: 'settled',
  handler: { status: 201, ms: 51 },
  answer: { status: 201, ms: 52 },
  shopMs: 60,
  policy: 'rescue',
  fault: null,
  verdict: 'repeats',
  sure: true,
  withoutUs: 'repeats',
  nextAttemptAt: null,
  marked: false,
};

const attempt: AttemptDetail = {
  id: 'kq3vabcd.2',
  number: 2,
  origin: 'shop',
  at: Date.UTC(2026, 10, 23, 10),
  state: 'settled',
  rules: 'current',
  policy: 'rescue',
  fault: null,
  url: 'http://localhost:3000/',
  webhook: 7,
  handler: { status: 201, ms: 51 },
  answer: { status: 201, ms: 52 },
  shopMs: 60,
  verdict: 'repeats',
  sure: true,
  withoutUs: 'repeats',
  why: 'Your handler answered 201 Created.',
  hint: 'Put @HttpCode(200) on the route.',
  linked: null,
  nextAttemptAt: null,
  sha256: '00',
  requestHeaders: [['Content-Type', 'application/json']],
  handlerAnswer: { headers: [['X-Powered-By', 'Express\u001b[2J']], body: Buffer.from('created') },
};

it('tells a delivery in one line', () => {
  expect(textsOf([deliveryLine(row)])).toEqual([
    'kq3vabcd  2026-11-23 10:00:00  Orders.update          9000208               201    51 ms     ↻ repeats  #2',
  ]);
  expect(textsOf([deliveryLine({ ...row, state: 'interrupted', verdict: null, attempts: 1 })])[0]).toMatch(
    /… interrupted$/,
  );
});

it('tells everything about one', () => {
  const body = Buffer.from('{"orders":[{"order_number":"9000208"}]}');
  const lines = textsOf(deliveryReport({ row: { ...row, receivedAt: attempt.at }, body, attempts: [attempt] }));
  expect(lines.join('\n')).toMatchInlineSnapshot(`
    "Orders.update 9000208  ↻ repeats
    kq3vabcd, received 2026-11-23T10:00:00.000Z, 2 attempts

    Attempt 2  2026-11-23T10:00:00.000Z  ↻ repeats
      handler  201 51 ms  http://localhost:3000/
      answer   201 after 52 ms  by rescue, rules current
      why      Your handler answered 201 Created.
      hint     Put @HttpCode(200) on the route.
      request headers
        Content-Type: application/json
      the handler answered 201 Created
        X-Powered-By: Express\\x1b[2J
        created

    Body, 39 B
      {
        "orders": [
          {
            "order_number": "9000208"
          }
        ]
      }"
  `);
});
