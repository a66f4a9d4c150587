import { describe, expect, it, vi } from 'vitest';
import type { ClockOption } from '../../src/testing.ts';
import { millisOf, shopSpeed } from '../../src/testing/clock.ts';
import { openShop, play, WRONG, wrongFor } from './play.ts';

describe('advance', () => {
  it('moves the time by a duration or by milliseconds', async () => {
    const shop = await openShop();
    await shop.clock.advance('1h');
    await shop.clock.advance(1500);
    expect(shop.clock.now()).toEqual(new Date('2026-11-23T11:00:01.500Z'));
  });

  it('brings nothing before its time', async () => {
    const { shop, handler } = await play();
    handler.behave(WRONG);
    const delivery = await shop.emit('Orders.create');
    await shop.clock.advance('299999ms');
    expect(delivery?.attempts).toHaveLength(1);
    expect(delivery?.nextAttemptAt).toEqual(new Date('2026-11-23T10:05:00Z'));
    await shop.clock.advance(1);
    expect(delivery?.attempts).toHaveLength(2);
  });

  it.each(['5 minutes', '', 'soon', -1, Number.NaN])('refuses %j', async (by) => {
    const shop = await openShop();
    await expect(shop.clock.advance(by)).rejects.toMatchObject({ code: 'bad-duration', exit: 2 });
  });
});

describe('step', () => {
  it('goes to what is due next, and says when nothing waits', async () => {
    const { shop, handler } = await play();
    handler.behave(wrongFor(1));
    const delivery = await shop.emit('Orders.create');
    expect(await shop.clock.step()).toBe(true);
    expect(shop.clock.now()).toEqual(new Date('2026-11-23T10:05:00Z'));
    expect(delivery?.verdict).toBe('delivered');
    expect(await shop.clock.step()).toBe(false);
  });

  it('takes one delivery after the other', async () => {
    const { shop, handler } = await play();
    handler.behave(WRONG);
    await shop.emit('Orders.create');
    await shop.clock.advance('1m');
    await shop.emit('Orders.create');
    await shop.clock.step();
    expect(shop.deliveries.map(({ attempts }) => attempts.length)).toEqual([2, 1]);
    await shop.clock.step();
    expect(shop.deliveries.map(({ attempts }) => attempts.length)).toEqual([2, 2]);
  });
});

describe('the speed', () => {
  it('is manual unless said otherwise: the time stands', async () => {
    const { shop, handler } = await play();
    handler.behave(WRONG);
    await shop.emit('Orders.create');
    expect(shop.clock.now()).toEqual(new Date('2026-11-23T10:00:00Z'));
  });

  it('max lets the waits pass at once', async () => {
    const { shop, handler } = await play('Orders.create', { clock: 'max' });
    handler.behave(wrongFor(3));
    const delivery = await shop.emit('Orders.create');
    await vi.waitFor(() => expect(delivery?.attempts).toHaveLength(4));
  });

  it('can be changed while something waits', async () => {
    const { shop, handler } = await play('Orders.create', { clock: 'real' });
    handler.behave(wrongFor(1));
    const delivery = await shop.emit('Orders.create');
    shop.clock.setSpeed(100_000);
    await vi.waitFor(() => expect(delivery?.verdict).toBe('delivered'));
  });

  it('real goes with the time, and can be advanced all the same', async () => {
    const { shop, handler } = await play('Orders.create', { clock: 'real' });
    handler.behave(wrongFor(1));
    const delivery = await shop.emit('Orders.create');
    await shop.clock.advance('5m');
    expect(delivery?.verdict).toBe('delivered');
  });

  it.each<[ClockOption, unknown]>([
    ['real', 1],
    ['manual', 'manual'],
    ['max', 'max'],
    [60, 60],
    [{ speed: 60 }, 60],
    [{ speed: 'max' }, 'max'],
  ])('%j is %j to the shop', (option, speed) => {
    expect(shopSpeed(option)).toBe(speed);
  });

  it.each([0, -1, Infinity, 'fast', null, {}])('refuses %j', (speed) => {
    expect(() => shopSpeed(speed as ClockOption)).toThrow('A clock cannot run at');
  });
});

it('a duration is what the command line takes for one', () => {
  expect(['250ms', '10s', '5m', '2h', '7d', 3].map((by) => millisOf(by))).toEqual([
    250, 10_000, 300_000, 7_200_000, 604_800_000, 3,
  ]);
});
