import { describe, expect, it } from 'vitest';
import { safeJson } from '../../src/core/printable.ts';
import type { SessionRecord } from '../../src/core/record.ts';

const at = '2026-11-23T10:15:42.000Z';

/** One line of each kind. The compiler fails this file when a field is missing here or gone from the type. */
const LINES = {
  ready: {
    kind: 'ready',
    at,
    listen: 'http://127.0.0.1:4000',
    publicUrl: 'https://x.loca.lt',
    shop: 'simulated',
    events: ['Orders.create'],
    webhooks: [{ id: 1, event: 'Orders.create' }],
    policy: 'rescue',
    rules: 'current',
    seed: 's',
  },
  attempt: {
    kind: 'attempt',
    at,
    id: 'd.1',
    delivery: 'd',
    number: 1,
    origin: 'shop',
    replayOf: null,
    webhook: 1,
    event: 'Orders.create',
    key: '9000211',
    bytes: 10,
    sha256: '00',
    url: null,
    handler: { error: 'pending', ms: 850 },
    answer: { status: 503, ms: 850 },
    shopMs: 934,
    policy: 'rescue',
    rules: 'current',
    fault: null,
    verdict: 'repeats',
    sure: true,
    withoutUs: null,
    why: 'w',
    hint: null,
    nextAttemptAt: at,
    linked: { sure: true, notice: null },
    change: null,
  },
  handler: {
    kind: 'handler',
    at,
    attempt: 'd.1',
    delivery: 'd',
    handler: { status: 200, ms: 1200 },
    withoutUs: 'timed-out',
  },
  webhook: { kind: 'webhook', at, id: 1, event: 'Orders.create', state: 'created' },
  tunnel: { kind: 'tunnel', at, state: 'open', publicUrl: 'https://x.loca.lt', ms: 84 },
  stranger: { kind: 'stranger', at, method: 'GET', path: '/', count: 1 },
  api: { kind: 'api', at, callsLeftHour: null, callsLeftDay: null },
  notice: { kind: 'notice', at, level: 'info', code: 'c', text: 't' },
  error: { kind: 'error', at, code: 'c', message: 'm', hint: null, exit: 3 },
  end: {
    kind: 'end',
    at,
    reason: 'quit',
    deliveries: 1,
    attempts: 1,
    verdicts: { delivered: 0, repeats: 1, timedOut: 0 },
    waiting: 1,
    queued: 0,
    webhooksRemoved: 1,
    webhooksLeft: 0,
    exit: 0,
  },
} as const satisfies { readonly [Kind in SessionRecord['kind']]: Extract<SessionRecord, { kind: Kind }> };

/** The fields of the contract, kind by kind. Other programs rely on them: fields are only ever added. */
const CONTRACT: Readonly<Record<keyof typeof LINES, string>> = {
  ready: 'listen publicUrl shop events webhooks policy rules seed',
  attempt:
    'id delivery number origin replayOf webhook event key bytes sha256 url handler answer shopMs policy rules fault verdict sure withoutUs why hint nextAttemptAt linked change',
  handler: 'attempt delivery handler withoutUs',
  webhook: 'id event state',
  tunnel: 'state publicUrl ms',
  stranger: 'method path count',
  api: 'callsLeftHour callsLeftDay',
  notice: 'level code text',
  error: 'code message hint exit',
  end: 'reason deliveries attempts verdicts waiting queued webhooksRemoved webhooksLeft exit',
};

describe.each(Object.entries(CONTRACT))('%s', (kind, fields) => {
  const line = Object.values(LINES).find((one) => one.kind === kind);

  it('has every field of the contract', () => {
    expect(Object.keys(line ?? {})).toEqual(expect.arrayContaining(['kind', 'at', ...fields.split(' ')]));
  });

  it('survives being written', () => {
    expect(JSON.parse(safeJson(line))).toEqual(line);
  });
});
