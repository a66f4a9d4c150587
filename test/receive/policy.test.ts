import { describe, expect, it, vi } from 'vitest';
import type { HandlerResult } from '../../src/core/outcome.ts';
import type { PolicyName } from '../../src/core/record.ts';
import { replyFor, type Forwarding, type Reply } from '../../src/receive/policy.ts';

const POLICIES: readonly PolicyName[] = ['mirror', 'rescue', 'ack', 'capture'];
const answer = { headers: [], body: Buffer.from('ok') };
const answered: HandlerResult = { outcome: { status: 201, ms: 40 }, answer };
const refused: HandlerResult = { outcome: { error: 'refused', ms: 1 }, answer: null };

const working = (result: HandlerResult, afterMs: number): Forwarding => ({
  kind: 'working',
  result: new Promise((resolve) => setTimeout(() => resolve(result), afterMs)),
});
const silent: Forwarding = { kind: 'working', result: new Promise(() => undefined) };

interface Told {
  readonly reply: Reply;
  readonly ms: number;
}

/** What is told, and when, on a clock that a test can step: budget 900 ms, the shop certainly gone after 2000 ms. */
async function tell(
  policy: PolicyName,
  forwarding: () => Forwarding,
  { budget = 900, haste = 0 }: { budget?: number; haste?: number } = {},
): Promise<Told> {
  vi.useFakeTimers();
  try {
    const startedAt = performance.now();
    const { signal } = new AbortController();
    const given = { policy, forwarding: forwarding(), budget, haste: () => haste, patience: 2000, hurry: signal };
    const told = replyFor(given).then((reply) => ({
      reply,
      ms: Math.round(performance.now() - startedAt),
    }));
    await vi.runAllTimersAsync();
    return await told;
  } finally {
    vi.useRealTimers();
  }
}

const describeTold = ({ reply, ms }: Told): string => {
  const what = reply.kind === 'nothing' ? 'nothing' : `${reply.kind} ${reply.status}`;
  return `${what} at ${ms}`;
};

describe('the policy table', () => {
  it('is the one of the contract', async () => {
    const cases: readonly (readonly [string, () => Forwarding])[] = [
      ['answers inside the budget', () => working(answered, 300)],
      ['answers later', () => working(answered, 1300)],
      ['refused', () => working(refused, 1)],
      ['stays silent', () => silent],
      ['no handler', () => ({ kind: 'none' })],
      ['done already', () => ({ kind: 'done' })],
    ];
    const rows: Record<string, Record<string, string>> = {};
    for (const [name, forwarding] of cases) {
      const row: Record<string, string> = {};
      for (const policy of POLICIES) row[policy] = describeTold(await tell(policy, forwarding));
      rows[name] = row;
    }
    expect(rows).toEqual({
      'answers inside the budget': {
        mirror: 'handlers 201 at 300',
        rescue: 'handlers 201 at 300',
        ack: 'own 204 at 0',
        capture: 'own 204 at 0',
      },
      'answers later': {
        mirror: 'handlers 201 at 1300',
        rescue: 'own 503 at 900',
        ack: 'own 204 at 0',
        capture: 'own 204 at 0',
      },
      refused: { mirror: 'own 502 at 1', rescue: 'own 502 at 1', ack: 'own 204 at 0', capture: 'own 204 at 0' },
      'stays silent': {
        mirror: 'nothing at 2000',
        rescue: 'own 503 at 900',
        ack: 'own 204 at 0',
        capture: 'own 204 at 0',
      },
      'no handler': { mirror: 'own 204 at 0', rescue: 'own 204 at 0', ack: 'own 204 at 0', capture: 'own 204 at 0' },
      'done already': { mirror: 'own 204 at 0', rescue: 'own 204 at 0', ack: 'own 204 at 0', capture: 'own 204 at 0' },
    });
  });

  it('answers 503 at once under rescue when less than 100 ms are left', async () => {
    expect(describeTold(await tell('rescue', () => working(answered, 10), { budget: 99 }))).toBe('own 503 at 0');
    expect(describeTold(await tell('rescue', () => working(answered, 10), { budget: 100 }))).toBe('handlers 201 at 10');
  });

  it('chooses earlier in a crowd, but not by much', async () => {
    expect(describeTold(await tell('rescue', () => silent, { haste: 40 }))).toBe('own 503 at 860');
    expect(describeTold(await tell('rescue', () => silent, { haste: 5000 }))).toBe('own 503 at 780');
    expect(describeTold(await tell('rescue', () => working(answered, 850), { haste: 40 }))).toBe('handlers 201 at 850');
    expect(describeTold(await tell('mirror', () => silent, { haste: 40 }))).toBe('nothing at 2000');
  });

  it('answers 503 whatever the policy when the call could not be put where it has to wait', async () => {
    for (const policy of POLICIES) {
      expect(describeTold(await tell(policy, () => ({ kind: 'failed' })))).toBe('own 503 at 0');
    }
  });

  it('answers 503 at once when hurried', async () => {
    const hurry = new AbortController();
    const times = { budget: 900, haste: () => 0, patience: 2000 };
    const reply = replyFor({ policy: 'rescue', forwarding: silent, ...times, hurry: hurry.signal });
    hurry.abort();
    expect(await reply).toEqual({ kind: 'own', status: 503 });
    const late = {
      policy: 'mirror',
      forwarding: silent,
      ...times,
      hurry: AbortSignal.abort(),
    } as const;
    expect(await replyFor(late)).toEqual({ kind: 'own', status: 503 });
  });
});
