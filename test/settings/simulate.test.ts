import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readSimulateSettings } from '../../src/settings/simulate.ts';
import { failureOf, projectWith, sources } from './sources.ts';

it('has defaults', () => {
  expect(readSimulateSettings(sources())).toMatchObject({
    command: 'simulate',
    port: 8190,
    plan: 'unlimited',
    login: null,
    key: null,
    shopName: 'demoshop',
    rules: 'current',
    pace: { speed: 1, perMinute: 12 },
    scenario: null,
    seed: null,
    stateFile: null,
  });
});

it('reads every option', () => {
  const cwd = projectWith();
  const flags = {
    port: '0',
    plan: 'bronze',
    login: '1',
    key: 'k',
    'shop-name': 'mine',
    rules: 'split',
    speed: '300',
    traffic: '0',
    scenario: 'busy',
    seed: 's',
    state: 'shop.json',
  };
  expect(readSimulateSettings(sources({ cwd, flags }))).toMatchObject({
    port: 0,
    plan: 'bronze',
    login: '1',
    key: 'k',
    shopName: 'mine',
    rules: 'split',
    pace: { speed: 300, perMinute: 0 },
    scenario: 'busy',
    seed: 's',
    stateFile: join(cwd, 'shop.json'),
  });
});

it.each([
  [{ plan: 'iron' }, 'bronze, silver, gold, platinum or unlimited'],
  [{ key: '' }, '--key is "", but it must be a text that is not empty.'],
])('exit 2: %j', (flags, sentence) => {
  const failure = failureOf(() => readSimulateSettings(sources({ flags })));
  expect(failure.exit).toBe(2);
  expect(failure.message).toContain(sentence);
});
