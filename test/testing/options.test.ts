import { describe, expect, it } from 'vitest';
import { RULES } from '../../src/core/rules.ts';
import { createShop, type ShopOptions } from '../../src/testing.ts';
import { readOptions } from '../../src/testing/options.ts';
import { openShop } from './play.ts';

describe('the options', () => {
  it('have defaults under which every run is the same', () => {
    expect(readOptions({})).toMatchObject({
      rules: RULES.current,
      speed: 'manual',
      seed: 'upgates-dev',
      plan: 'unlimited',
      shopName: 'demoshop',
      login: 'demo',
      key: 'demo-key',
      keepsAlive: false,
    });
  });

  it('are passed on', () => {
    const given: ShopOptions = {
      rules: 'split',
      clock: { speed: 60 },
      plan: 'bronze',
      gather: '10s',
      denied: ['*.delete'],
    };
    expect(readOptions(given)).toMatchObject({
      rules: RULES.split,
      speed: 60,
      plan: 'bronze',
      gather: 10_000,
      denied: ['*.delete'],
    });
  });

  it.each(['2026-11-23T10:00:00Z', new Date('2026-11-23T10:00:00Z')])('start the time at %s', async (startAt) => {
    const shop = await openShop({ startAt });
    expect(shop.clock.now()).toEqual(new Date('2026-11-23T10:00:00Z'));
  });

  it.each<[object, string]>([
    [{ rules: 'strict' }, 'unknown-rules'],
    [{ rules: 'toString' }, 'unknown-rules'],
    [{ speed: 'max' }, 'unknown-option'],
    [{ clock: 'slow' }, 'bad-speed'],
    [{ plan: 'iron' }, 'unknown-plan'],
    [{ gather: 'a while' }, 'bad-duration'],
    [{ startAt: 'noon' }, 'bad-time'],
    [{ denied: ['Nothing.*'] }, 'unknown-event'],
  ])('%j: %s', async (options, code) => {
    await expect(createShop(options)).rejects.toMatchObject({ name: 'Failure', code, exit: 2 });
  });
});
