import { describe, expect, it } from 'vitest';
import { EVENTS } from '../../src/core/events.ts';
import { isMarkerId, nameWebhook, readWebhookName } from '../../src/register/names.ts';

describe('the name of a webhook', () => {
  it('is the contract’s and is read back, for every event', () => {
    for (const { name: event } of EVENTS) {
      const parts = { machine: '0a1b2c3d', session: 'ffff0000', event };
      expect(nameWebhook(parts)).toBe(`upgates-dev/0a1b2c3d/ffff0000 ${event}`);
      expect(readWebhookName(nameWebhook(parts))).toEqual(parts);
    }
  });

  it.each([
    'upgates-dev/0a1b2c3d/ffff0000',
    'upgates-dev/0a1b2c3d/ffff0000 Orders',
    'upgates-dev/0A1B2C3D/ffff0000 Orders.create',
    'upgates-dev/0a1b2c3d/ffff000 Orders.create',
    ' upgates-dev/0a1b2c3d/ffff0000 Orders.create',
    'upgates-dev/0a1b2c3d/ffff0000 Orders.create ',
    'upgates-dev/0a1b2c3d/ffff0000 Orders.create (copy)',
    'my webhook',
    '',
  ])('is not seen in %j', (name) => {
    expect(readWebhookName(name)).toBeNull();
  });

  it('takes exactly eight hex digits for an id', () => {
    expect(['0a1b2c3d', '0a1b2c3', '0a1b2c3dd', '../../..', '0A1B2C3D'].map(isMarkerId)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
