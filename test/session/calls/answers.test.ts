/**
 * What every kind of handler means under every policy and profile: real handlers, a real listener, a simulated shop that
 * calls it over HTTP and judges for itself. The table is kept in `__tables__/answers.md` and compared as a whole.
 */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { EVENTS } from '../../../src/core/events.ts';
import type { AttemptRecord, SessionRecord } from '../../../src/core/record.ts';
import { RULES, RULES_NAMES, type RulesName, type Verdict } from '../../../src/core/rules.ts';
import { dialOptions } from '../../../src/dial/dial.ts';
import { openSession, type Session } from '../../../src/session/session.ts';
import { createSimulatedShop } from '../../../src/simulate/shop.ts';
import { deadPort, startHandler, type Behaviour, type TestHandler } from '../../support/handler.ts';
import { temporaryFolder } from '../../support/program.ts';
import { planFor } from '../../support/session-plan.ts';

const POLICIES = ['mirror', 'rescue', 'ack'] as const;
type Policy = (typeof POLICIES)[number];

const BEHAVIOURS: readonly (readonly [string, Behaviour])[] = [
  ['200', { kind: 'answer', status: 200 }],
  ['204', { kind: 'answer', status: 204 }],
  ['201', { kind: 'answer', status: 201 }],
  ['301', { kind: 'answer', status: 301, headers: { Location: '/elsewhere' } }],
  ['500', { kind: 'answer', status: 500 }],
  ['reset', { kind: 'reset' }],
  ['200 after 1.2 s', { kind: 'late', status: 200, ms: 1200 }],
  ['silent', { kind: 'silent' }],
];
const NAMES = [...BEHAVIOURS.map(([name]) => name), 'refused'];

interface Case {
  readonly policy: Policy;
  readonly rules: RulesName;
  readonly handler: string;
  readonly told: AttemptRecord;
  /** From the `handler` line, for a handler that settled after its attempt line. */
  readonly later: Verdict | null;
  /** What the shop itself concluded from what it saw. */
  readonly shop: Verdict;
}

const handlers = new Map<string, TestHandler>();
const cases: Case[] = [];
let refusing = '';

beforeAll(async () => {
  for (const [name, behaviour] of BEHAVIOURS) handlers.set(name, await startHandler(behaviour));
  refusing = `http://127.0.0.1:${await deadPort()}/webhooks`;
  // Three at a time: all of it runs in this one process, and a limit of one second is a real one.
  for (const policy of POLICIES) {
    const played = await Promise.all(RULES_NAMES.map((rules) => play(policy, rules)));
    cases.push(...played.flat());
  }
}, 60_000);

afterAll(async () => {
  await Promise.all([...handlers.values()].map((handler) => handler.close()));
});

/** One session with a handler for each event; the shop sends each event once. */
async function play(policy: Policy, rulesName: RulesName): Promise<readonly Case[]> {
  const rules = RULES[rulesName];
  const folder = await temporaryFolder();
  const shopSays = new Map<string, Verdict>();
  const shop = createSimulatedShop({
    // All of it shares one event loop: the shop waits a little longer, so that a busy machine does not decide.
    rules: { ...rules, limit: rules.limit + 150 },
    seed: 'answers',
    requestOptions: dialOptions,
    onAttempt: ({ event, judgement }) => void shopSays.set(event, judgement.verdict),
  });
  const served = await shop.serve({ port: 0 });
  const events = EVENTS.slice(0, NAMES.length).map((event) => event.name);
  const eventOf = new Map(NAMES.map((name, index) => [name, events[index] ?? '']));
  const told = new Map<string, AttemptRecord>();
  const later = new Map<string, Verdict | null>();
  const take = (record: SessionRecord): void => {
    if (record.kind === 'handler') later.set(record.attempt, record.withoutUs);
    if (record.kind === 'attempt' && record.origin === 'shop' && !told.has(record.event))
      told.set(record.event, record);
  };
  const target = (name: string): URL => new URL(handlers.get(name)?.url ?? refusing);
  const plan = planFor(folder.path, {
    policy,
    rules,
    events,
    targets: NAMES.map((name) => ({ pattern: eventOf.get(name) ?? '', url: target(name) })),
    shop: { kind: 'real', apiUrl: served.apiUrl, login: shop.login, key: shop.key, allowHosts: [] },
  });
  const session: Session = openSession(plan, { now: Date.now, onRecord: take, log: () => undefined });
  await vi.waitFor(() => expect(session.snapshot().phase).toBe('ready'), { timeout: 20_000 });
  for (const event of events) shop.emit(event);
  await vi.waitFor(() => expect([told.size, shopSays.size]).toEqual([NAMES.length, NAMES.length]), { timeout: 20_000 });
  const settling = [...told.values()].filter(
    ({ event, withoutUs }) => withoutUs === null && event !== eventOf.get('silent'),
  );
  await vi.waitFor(() => expect(settling.filter(({ id }) => !later.has(id))).toEqual([]), { timeout: 20_000 });
  const settled = new Map(later);
  session.end({ reason: 'quit' });
  await session.ended;
  await shop.close();
  await folder.remove();
  return NAMES.flatMap((handler) => {
    const event = eventOf.get(handler) ?? '';
    const [line, verdict] = [told.get(event), shopSays.get(event)];
    return line && verdict
      ? [{ policy, rules: rulesName, handler, told: line, later: settled.get(line.id) ?? null, shop: verdict }]
      : [];
  });
}

describe('what Upgates concludes', () => {
  it('is what we say it concludes', () => {
    expect(cases).toHaveLength(NAMES.length * POLICIES.length * RULES_NAMES.length);
    const differing = cases.filter(({ told, shop }) => told.verdict !== shop);
    expect(differing.map(({ policy, rules, handler }) => `${policy} ${rules} ${handler}`)).toEqual([]);
  });

  it('is the same table every time', async () => {
    const rows = cases.map(({ policy, rules, handler, told, later }) =>
      row([rules, policy, handler, ...cells(told, later)]),
    );
    const head = ['profile', 'policy', 'handler', 'answer', 'verdict', 'sure', 'without us', 'why', 'hint'];
    const text = `${[row(head), row(head.map(() => '---')), ...rows].join('\n')}\n`;
    await expect(text).toMatchFileSnapshot('./__tables__/answers.md');
  });
});

function cells(told: AttemptRecord, later: Verdict | null): readonly string[] {
  const answer =
    told.answer === null ? 'none' : 'status' in told.answer ? String(told.answer.status) : told.answer.connection;
  const sure = told.sure ? 'yes' : 'no';
  const times = (text: string): string =>
    text.replaceAll(/after \d+ ms/g, 'after … ms').replaceAll(/127\.0\.0\.1:\d+/g, 'HOST');
  return [
    answer,
    told.verdict,
    sure,
    ...afterwards(told, later),
    times(told.why),
    // Under `ack` a quick handler may settle before or after its line: what it would be told is the same.
    told.policy === 'ack' ? '–' : times(told.hint ?? '–'),
  ];
}

function afterwards({ withoutUs, policy }: AttemptRecord, later: Verdict | null): readonly string[] {
  const settled = withoutUs ?? later;
  if (settled === null) return ['not settled'];
  return [withoutUs !== null && policy !== 'ack' ? withoutUs : `later: ${settled}`];
}

function row(values: readonly string[]): string {
  return `| ${values.join(' | ')} |`;
}
