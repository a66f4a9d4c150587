/** What the simulated shop of a session does to its API user: the session survives it, says so, and cleans up. */
import { afterEach, expect, it, vi } from 'vitest';
import type { EndRecord, NoticeRecord, WebhookRecord } from '../../../src/core/record.ts';
import { MINUTE } from '../../../src/core/instant.ts';
import { RULES } from '../../../src/core/rules.ts';
import type { Intention } from '../../../src/session/intention.ts';
import { LATER, openStage, refusalOf, textOf, type Stage, type StageOptions } from './stage.ts';

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function stage(options?: StageOptions): Promise<Stage> {
  const opened = await openStage(options);
  closing.push(opened.close);
  return opened;
}

const asked = async ({ session }: Stage, intention: Intention): Promise<string> => textOf(await session.ask(intention));

const webhooksOf = ({ records }: Stage): readonly WebhookRecord[] =>
  records.filter((record) => record.kind === 'webhook');

const noticesOf = ({ records }: Stage, code: string): readonly NoticeRecord[] =>
  records.filter((record) => record.kind === 'notice').filter((notice) => notice.code === code);

async function end({ session }: Stage): Promise<EndRecord> {
  session.end({ reason: 'quit' });
  return session.ended;
}

const EMIT = { kind: 'emit', event: 'Orders.create', records: 1, count: 1 } as const;

it('lost rights deactivate webhooks: the session says so, gets nothing, and removes them at the end', async () => {
  const play = await stage();
  const text = await asked(play, { kind: 'deny', events: ['Orders.*'] });
  expect(text).toContain(
    'no right to Orders.create, Orders.update, Orders.delete any more. 3 webhooks are deactivated',
  );
  expect(webhooksOf(play).slice(3)).toMatchObject([
    { event: 'Orders.create', state: 'deactivated' },
    { event: 'Orders.update', state: 'deactivated' },
    { event: 'Orders.delete', state: 'deactivated' },
  ]);
  await vi.waitFor(() => expect(noticesOf(play, 'webhook-deactivated')).toHaveLength(1));
  expect(noticesOf(play, 'webhook-deactivated')[0]?.text).toMatch(/for Orders\.create, Orders\.update, Orders\.delete/);
  expect(play.session.snapshot().webhooks.map(({ active }) => active)).toEqual([false, false, false]);
  expect(refusalOf(await play.session.ask(EMIT))).toMatchObject({ code: 'not-subscribed', exit: 2 });
  expect(await asked(play, { kind: 'deny', events: ['Orders.create'] })).toContain('had no right');
  expect(await asked(play, { kind: 'allow', events: ['orders.*'] })).toContain('3 webhooks stay inactive until');
  expect(play.attempts()).toEqual([]);
  expect(await end(play)).toMatchObject({ webhooksRemoved: 3, webhooksLeft: 0, exit: 0 });
});

it('twelve hours of wrong answers deactivate one under legacy, and the session says that too', async () => {
  const play = await stage({
    behave: { kind: 'answer', status: 500 },
    plan: { rules: { ...RULES.legacy, limit: 600, givesUpAfter: 20 * MINUTE } },
  });
  await play.emitOne();
  await asked(play, { kind: 'advance', by: 30 * MINUTE });
  await vi.waitFor(() => expect(noticesOf(play, 'webhook-deactivated')).toHaveLength(1), LATER);
  expect(webhooksOf(play).at(-1)).toMatchObject({ event: 'Orders.create', state: 'deactivated' });
});

it.each(['body', 'location', 'both'] as const)('after a move (%s) its clean-up follows', async (form) => {
  const play = await stage();
  expect(await asked(play, { kind: 'move', form, port: null })).toMatch(
    /moved to http:\/\/127\.0\.0\.1:\d+\/api\/v2\./,
  );
  await play.emitOne();
  expect(await end(play)).toMatchObject({ webhooksRemoved: 3, webhooksLeft: 0, exit: 0 });
  expect(noticesOf(play, 'shop-moved')).toHaveLength(1);
});

it('time moved by hand brings every repeat that was due', async () => {
  const play = await stage({ behave: { kind: 'answer', status: 500 } });
  await play.emitOne();
  expect(await asked(play, { kind: 'set-speed', speed: 'manual' })).toContain('stands until');
  expect(play.session.snapshot().clock).toEqual({ speed: 'manual' });
  expect(await asked(play, { kind: 'advance', by: 11 * MINUTE })).toContain('one delivery waits for a repeat');
  await vi.waitFor(() => expect(play.attempts()).toHaveLength(3), LATER);
  expect(refusalOf(await play.session.ask({ kind: 'advance', by: 0 }))).toMatchObject({ code: 'option-value' });
});

it('a step says which attempt it has made', async () => {
  const play = await stage({ behave: { kind: 'answer', status: 500 } });
  const { key } = await play.emitOne();
  const text = await asked(play, { kind: 'step' });
  expect(text).toContain(`made now: Orders.create ${key}, attempt 2 to webhook 1.`);
});

it.each([
  [{ kind: 'deny', events: ['Ordes.*'] }, 'unknown-event'],
  [{ kind: 'move', form: 'body', port: 70_000 }, 'option-value'],
  [{ kind: 'emit', event: 'Orders.create', records: -1, count: 1 }, 'option-value'],
] as const)('%j is a mistake', async (intention, code) => {
  const play = await stage();
  expect(refusalOf(await play.session.ask(intention))).toMatchObject({ code, exit: 2 });
});
