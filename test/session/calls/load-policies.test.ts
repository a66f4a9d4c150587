/**
 * Every row of the policy table with a hundred calls at once: what the callers got, what was concluded, what was kept.
 */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { CallSeen } from '../../support/caller.ts';
import { deadPort, startHandler, type Behaviour, type TestHandler } from '../../support/handler.ts';
import { openLoad, type AttemptLine } from './load-play.ts';

const CALLS = 100;
const LIMIT = 1000;

const HANDLERS: Readonly<Record<string, { readonly event: string; readonly behaviour: Behaviour | null }>> = {
  fine: { event: 'Orders.create', behaviour: { kind: 'answer', status: 200 } },
  late: { event: 'Orders.update', behaviour: { kind: 'late', status: 200, ms: 1300 } },
  refused: { event: 'Orders.delete', behaviour: null },
  silent: { event: 'Products.create', behaviour: { kind: 'silent' } },
};

/** What the caller gets in the end, by policy; null: the connection was closed without an answer. A busy machine may make a 503 of the rest. */
const TABLE: Readonly<Record<string, Readonly<Record<string, readonly (number | null)[]>>>> = {
  mirror: { fine: [200], late: [200], refused: [502], silent: [null] },
  rescue: { fine: [200, 503], late: [503], refused: [502, 503], silent: [503] },
  ack: { fine: [204], late: [204], refused: [204], silent: [204] },
  capture: { fine: [204], late: [204], refused: [204], silent: [204] },
};

const targets: string[] = [];
const open: TestHandler[] = [];

beforeAll(async () => {
  for (const { event, behaviour } of Object.values(HANDLERS)) {
    const handler = behaviour === null ? null : await startHandler(behaviour);
    if (handler !== null) open.push(handler);
    targets.push('-f', `${event}=${handler?.port ?? (await deadPort())}`);
  }
});

afterAll(async () => {
  await Promise.all(open.map((handler) => handler.close()));
});

/** What a shop concludes from what left us and when. */
function meaning({ answer, shopMs }: AttemptLine): string {
  if (answer.status === undefined || shopMs >= LIMIT) return 'timed-out';
  return answer.status === 200 || answer.status === 204 ? 'delivered' : 'repeats';
}

describe.each(Object.entries(TABLE))('a hundred calls at once under %s', (policy, rows) => {
  it('get what the policy says, whatever the handler does', async () => {
    const args = policy === 'capture' ? [] : ['--answer', policy, ...targets];
    const load = await openLoad({ events: Object.values(HANDLERS).map(({ event }) => event), args });
    for (const [name, { event }] of Object.entries(HANDLERS)) {
      const seen: readonly CallSeen[] = await load.volley(event, CALLS);
      await vi.waitFor(() => expect(load.attempts(event)).toHaveLength(CALLS), { timeout: 10_000 });
      const attempts = load.attempts(event);
      expect([name, new Set(attempts.map(({ sha256 }) => sha256)).size]).toEqual([name, CALLS]);
      expect([name, seen.filter(({ status }) => !rows[name]?.includes(status))]).toEqual([name, []]);
      // What had not left us at the limit is told as a hang, whatever follows.
      const known = (answer: AttemptLine['answer']): boolean =>
        answer.status === undefined ? answer.connection === 'hang' : (rows[name]?.includes(answer.status) ?? false);
      expect(attempts.filter(({ answer }) => !known(answer))).toEqual([]);
      expect(attempts.filter((line) => line.verdict !== meaning(line))).toEqual([]);
    }
    await load.end();
  }, 60_000);
});
