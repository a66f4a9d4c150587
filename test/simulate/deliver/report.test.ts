import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/core/outcome.ts';
import { RULES } from '../../../src/core/rules.ts';
import { judge } from '../../../src/core/verdict.ts';
import { attemptRecord, type AttemptReport } from '../../../src/simulate/deliver/report.ts';

function reportOf(outcome: Outcome): AttemptReport {
  return {
    delivery: 'shop-7',
    number: 2,
    event: 'Orders.create',
    webhook: 3,
    url: 'http://user:pass@127.0.0.1:3000/hook',
    body: Buffer.from('{"project_name":"demoshop","orders":[{"order_number":"9000211"}]}'),
    outcome,
    handler: outcome,
    answer: null,
    fault: null,
    judgement: judge(outcome, RULES.current),
    rules: RULES.current,
    sentAt: Date.UTC(2026, 10, 23, 9, 15, 42),
    at: Date.UTC(2026, 10, 23, 9, 15, 42, 7),
    nextAttemptAt: Date.UTC(2026, 10, 23, 9, 20, 42),
  };
}

describe('attemptRecord', () => {
  it('tells an attempt as the shop sees it', () => {
    const record = attemptRecord(reportOf({ kind: 'answered', status: 201, ms: 12.7 }));
    expect(record).toMatchObject({
      kind: 'attempt',
      at: '2026-11-23T09:15:42.007Z',
      id: 'shop-7.2',
      delivery: 'shop-7',
      number: 2,
      origin: 'shop',
      webhook: 3,
      key: '9000211',
      bytes: 65,
      url: 'http://127.0.0.1:3000/hook',
      handler: { status: 201, ms: 12 },
      answer: null,
      policy: null,
      verdict: 'repeats',
      withoutUs: 'repeats',
      nextAttemptAt: '2026-11-23T09:20:42.000Z',
    });
    expect(record.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(record.why).toContain('201 Created');
    expect(record.hint).toContain('NestJS');
  });

  it.each([
    [{ kind: 'broken', by: 'refused', ms: 1 }, { error: 'refused', ms: 1 }, 'repeats'],
    [{ kind: 'silent', phase: 'answer', ms: 1000.4 }, { error: 'timeout', ms: 1000 }, 'timed-out'],
    [{ kind: 'answered', status: 200, ms: 999.8 }, { status: 200, ms: 999 }, 'delivered'],
  ] as const)('of %j', (outcome, handler, verdict) => {
    expect(attemptRecord(reportOf(outcome))).toMatchObject({ handler, verdict, withoutUs: verdict });
  });
});
