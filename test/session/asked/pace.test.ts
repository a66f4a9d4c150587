/** The simulated shop's time set by hand, and countdowns that say what the shop will do. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { MINUTE, SECOND } from '../../../src/core/instant.ts';
import { dialOptions } from '../../../src/dial/dial.ts';
import { createSimulatedShop } from '../../../src/simulate/shop.ts';
import { LATER, openStage, refusalOf, RULES_HERE, textOf, type Stage, type StageOptions } from './stage.ts';

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function stage(options?: StageOptions): Promise<Stage> {
  const opened = await openStage(options);
  closing.push(opened.close);
  return opened;
}

const FAILING: StageOptions = { behave: { kind: 'answer', status: 500 } };

const dueOf = ({ rows }: Stage, delivery: string): number | null =>
  rows().find(({ id }) => id === delivery)?.nextAttemptAt ?? null;

/** What is left until then; NaN where no time is shown. */
const leftOf = (play: Stage, delivery: string): number => (dueOf(play, delivery) ?? Number.NaN) - Date.now();

const second = (play: Stage, delivery: string) =>
  play.attempts().find((one) => one.delivery === delivery && one.number === 2);

describe('the speed', () => {
  it('changes what the screen counts down to, and the repeat comes then', async () => {
    const play = await stage(FAILING);
    const { delivery } = await play.emitOne();
    expect(leftOf(play, delivery)).toBeGreaterThan(4 * MINUTE);
    expect(textOf(await play.session.ask({ kind: 'set-speed', speed: 100 }))).toContain('100 times as fast');
    expect(play.session.snapshot().clock).toEqual({ speed: 100 });
    const due = dueOf(play, delivery) ?? 0;
    expect(due - Date.now()).toBeLessThanOrEqual(3 * SECOND);
    await vi.waitFor(() => expect(second(play, delivery)).toBeDefined(), LATER);
    // The shop never comes before its time; how late a busy machine lets it come is no matter here.
    expect(Date.parse(second(play, delivery)?.at ?? '')).toBeGreaterThanOrEqual(due - 50);
  });

  it('is told from `max` back to a time, and the chain is not taken for given up', async () => {
    const play = await stage({ ...FAILING, speed: 'max' });
    const { delivery } = await play.emitOne();
    expect(dueOf(play, delivery)).toBeNull();
    await vi.waitFor(() => expect(play.attempts().length).toBeGreaterThan(2), LATER);
    await play.session.ask({ kind: 'set-speed', speed: 1 });
    await vi.waitFor(() => expect(leftOf(play, delivery)).toBeGreaterThan(4 * MINUTE), LATER);
    expect(leftOf(play, delivery)).toBeLessThanOrEqual(5 * MINUTE);
    await play.session.ask({ kind: 'set-speed', speed: 'max' });
    await vi.waitFor(() => expect(dueOf(play, delivery)).toBeNull(), LATER);
  });

  it.each([0, -1, Number.NaN, 2_000_000])('cannot be %s', async (speed) => {
    const { session } = await stage();
    expect(refusalOf(await session.ask({ kind: 'set-speed', speed }))).toMatchObject({ code: 'speed', exit: 2 });
    expect(session.snapshot().clock).toEqual({ speed: 1 });
  });
});

describe('a step', () => {
  it('lets the next due attempt happen, and brings all others nearer by as much', async () => {
    const play = await stage(FAILING);
    const first = await play.emitOne();
    const other = await play.emitOne('Orders.update');
    // The few milliseconds between the two take long enough to be looked at.
    await play.session.ask({ kind: 'set-speed', speed: 0.001 });
    expect(leftOf(play, other.delivery)).toBeGreaterThan(4 * MINUTE * 1000);
    expect(textOf(await play.session.ask({ kind: 'step' }))).toContain('made now');
    await vi.waitFor(() => expect(second(play, first.delivery)).toBeDefined(), LATER);
    expect(second(play, other.delivery)).toBeUndefined();
    expect(leftOf(play, other.delivery)).toBeGreaterThan(0);
    expect(leftOf(play, other.delivery)).toBeLessThan(MINUTE * 1000);
    await vi.waitFor(() => expect(leftOf(play, first.delivery)).toBeGreaterThan(4 * MINUTE * 1000), LATER);
    // What is near now comes by itself.
    await play.session.ask({ kind: 'set-speed', speed: 1000 });
    await vi.waitFor(() => expect(second(play, other.delivery)).toBeDefined(), LATER);
    expect(play.attempts().every(({ number, linked }) => number === 1 || linked?.sure)).toBe(true);
  });

  it('while an attempt is under way is known to its countdown too', async () => {
    const play = await stage({
      behave: (_call, number) =>
        number === 1 ? { kind: 'answer', status: 500 } : { kind: 'late', status: 500, ms: 400 },
    });
    const first = await play.emitOne();
    await play.session.ask({ kind: 'set-speed', speed: 0.001 });
    await play.session.ask({ kind: 'emit', event: 'Orders.update', records: 1, count: 1 });
    await vi.waitFor(() => expect(play.handler.calls).toHaveLength(2), LATER);
    await play.session.ask({ kind: 'step' });
    await vi.waitFor(() => expect(second(play, first.delivery)).toBeDefined(), LATER);
    const late = () => play.attempts().find(({ event }) => event === 'Orders.update')?.delivery ?? '';
    await vi.waitFor(() => expect(late()).not.toBe(''), LATER);
    // The step has moved the shop's time on by almost five minutes, of which this attempt was told nothing.
    expect(leftOf(play, late())).toBeLessThan(MINUTE * 1000);
  });

  it('says when nothing waits', async () => {
    const { session } = await stage();
    expect(textOf(await session.ask({ kind: 'step' }))).toContain('Nothing waits');
  });
});

it('a real shop keeps its own time', async () => {
  const shop = createSimulatedShop({ rules: RULES_HERE, seed: 'real', requestOptions: dialOptions });
  closing.push(() => shop.close());
  const { apiUrl } = await shop.serve({ port: 0 });
  const { session } = await stage({
    plan: { shop: { kind: 'real', apiUrl, login: shop.login, key: shop.key, allowHosts: [] } },
  });
  for (const intention of [
    { kind: 'set-speed', speed: 2 },
    { kind: 'step' },
    { kind: 'emit', event: 'Orders.create', records: 1, count: 1 },
  ] as const) {
    expect(refusalOf(await session.ask(intention))).toMatchObject({ code: 'simulated-only', exit: 2 });
  }
  expect(session.snapshot().clock).toEqual({ speed: null });
});
