import { afterEach, describe, expect, it } from 'vitest';
import { CHECKS } from '../../src/check/checks.ts';
import { percentile } from '../../src/check/checks/budget.ts';
import type { Finding } from '../../src/check/check.ts';
import { excerptOf } from '../../src/check/judge-replies.ts';
import { callsOf, planFor } from '../../src/check/plan.ts';
import { EVENTS } from '../../src/core/events.ts';
import { RULES } from '../../src/core/rules.ts';
import { startHandler, type Behaviour, type SeenCall } from '../support/handler.ts';
import { examine, notPassed } from './examination.ts';
import { startModel } from './model-handler.ts';

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

interface Asked {
  readonly only: readonly string[];
  readonly events?: readonly string[];
  /** Milliseconds, in place of a second. */
  readonly limit?: number;
}

async function judge(
  behaviour: Behaviour | ((call: SeenCall) => Behaviour),
  asked: Asked,
): Promise<readonly Finding[]> {
  const handler = await startHandler(behaviour);
  closers.push(handler.close);
  const { limit = 5000, ...more } = asked;
  return examine({ url: new URL(handler.url), ...more, options: { rules: { ...RULES.current, limit } } });
}

const answer = (status: number, body = '', headers: Record<string, string> = {}): Behaviour => ({
  kind: 'answer',
  status,
  body,
  headers,
});

describe('a finding', () => {
  it('says what came, how often and for which events, and with what words', async () => {
    const [found] = await judge(
      ({ body }) =>
        body.includes('customers') ? answer(500, '<html><head><title>x</title></head><p>No\n table</p>') : answer(200),
      { only: ['events'] },
    );
    expect(found).toMatchObject({
      status: 'failed',
      sent: 'one call of each of 36 events',
      expected: '200 or 204 within 5000 ms, each of them',
      got: expect.stringMatching(
        /^500 Internal Server Error in \d+ ms, "No table", 3 of 36 calls wrong: Customers.create, Customers.update, Customers.delete$/,
      ),
      meaning: expect.stringContaining('Upgates sends it again every 5 minutes'),
    });
  });

  it('spares a silent handler the rest of the calls', async () => {
    const [found] = await judge({ kind: 'silent' }, { only: ['events'], limit: 30 });
    expect(found?.got).toMatch(/^no answer in \d+ ms, 3 of 3 calls wrong: .*; the other 33 were not made/);
    expect(found?.meaning).toContain('counts it as delivered and never sends it again');
    expect(found?.hint).toContain('answer at once and do the work afterwards');
  });

  it('names the final address of a redirect', async () => {
    const findings = await judge(answer(308, '', { Location: '/webhooks/' }), { only: ['redirect'] });
    expect(findings[0]?.got).toMatch(/^308 Permanent Redirect in \d+ ms, to http:\/\/127\.0\.0\.1:\d+\/webhooks\/$/);
    expect(findings[0]?.hint).toContain('/webhooks/');
  });

  it('has the hint of the check when ordinary calls are taken, and the general one when not', async () => {
    const only = ['events', 'unknown-fields'];
    const own = await judge(({ body }) => answer(body.includes('brand_new') ? 500 : 200), { only });
    expect(own.at(-1)?.hint).toContain('ignore the rest');
    const general = await judge(answer(500), { only });
    expect(general.at(-1)?.hint).not.toContain('ignore the rest');
  });

  it('warns of a right status with a page that tells of an error', async () => {
    const page = '<br /><b>Fatal error</b>:  Uncaught Error in /srv/index.php on line 3';
    const findings = await judge(answer(200, page), { only: ['unicode'] });
    expect(findings[0]).toMatchObject({ status: 'warned', hint: expect.stringContaining('display_errors') });
  });

  it('fails when the good call after a refusal is not accepted', async () => {
    let broken = false;
    const findings = await judge(
      ({ body }) => {
        const isBroken = broken;
        broken ||= !body.toString('utf8').endsWith('}');
        return answer(isBroken ? 500 : broken ? 400 : 204);
      },
      { only: ['broken-json'] },
    );
    expect(findings[0]).toMatchObject({
      status: 'failed',
      got: expect.stringMatching(/^400 Bad Request in \d+ ms, then the next good call: 500/),
    });
  });
});

describe('with chosen events', () => {
  it('what they do not allow is skipped with the reason', async () => {
    const findings = await judge(answer(200), { only: ['order', 'null-codes'], events: ['Labels.create'] });
    expect(notPassed(findings)).toEqual({ skipped: ['null-codes', 'order'] });
    expect(findings.map(({ got }) => got)).toEqual([
      'none of the chosen events has a code',
      'no update or delete is among the chosen events',
    ]);
  });

  it('all checks send them and nothing else', async () => {
    const seen: string[] = [];
    await judge(
      ({ body }) => {
        seen.push(...Object.keys(JSON.parse(body.toString('utf8')) as object));
        return answer(200);
      },
      { only: ['events', 'unicode', 'duplicate', 'order', 'batch-5000'], events: ['Products.update'] },
    );
    expect(new Set(seen)).toEqual(new Set(['project_name', 'products']));
  });
});

describe('beforehand', () => {
  it.each([
    ['http://localhost/', false],
    ['http://shop:secret@localhost/', false],
    ['http://localhost/', true],
  ])('the calls of %s (started: %s) are counted', async (address, isStarted) => {
    const plan = planFor({ chosen: null, isFor: () => true, url: new URL(address), isStarted });
    const calls = callsOf(CHECKS, plan);
    expect(calls).toBeGreaterThan(plan.all.length);
    expect(calls).toBe(CHECKS.reduce((sum, check) => sum + (check.obstacle?.(plan) ? 0 : check.calls(plan)), 0));
  });

  it('as many are made as were announced', async () => {
    let made = 0;
    const model = await startModel();
    closers.push(model.close);
    const { url } = model;
    const findings = await examine({ url, options: { onCall: () => (made += 1) } });
    expect(notPassed(findings)).toEqual({ skipped: ['recovery', 'restart'] });
    expect(made).toBe(callsOf(CHECKS, planFor({ chosen: null, isFor: () => true, url, isStarted: false })));
  });

  it('the usual events are those of orders, or else the first that the handler gets', () => {
    const names = (isFor: (event: string) => boolean): readonly string[] =>
      planFor({ chosen: null, isFor, url: new URL('http://localhost/'), isStarted: false }).sample.map(
        ({ name }) => name,
      );
    expect(names(() => true)).toEqual(['Orders.create', 'Orders.update', 'Orders.delete']);
    expect(names((event) => event.startsWith('Labels.'))).toEqual(['Labels.create', 'Labels.update', 'Labels.delete']);
    expect(EVENTS).toHaveLength(36);
  });
});

it('percentiles are those of the nearest rank', () => {
  const times = Array.from({ length: 50 }, (_, index) => index + 1);
  expect([50, 95, 99, 100].map((share) => percentile(times, share))).toEqual([25, 48, 50, 50]);
  expect(percentile([], 95)).toBe(0);
});

it('an excerpt has the words of a page and not its markup', () => {
  expect(excerptOf('<html><head><style>p{}</style></head><body><h1>Oh</h1>\n<p>no</p></body></html>')).toBe('Oh no');
  expect(excerptOf('x'.repeat(500))).toHaveLength(103);
});
