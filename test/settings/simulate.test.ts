import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readSimulateSettings } from '../../src/settings/simulate.ts';
import { failureOf, projectWith, sources } from './sources.ts';

it('has defaults', () => {
  expect(readSimulateSettings(sources())).toMatchObject({
    command: 'simulate',
    port: 8190,
    plan: null,
    login: null,
    key: null,
    shopName: null,
    rules: null,
    speed: null,
    perMinute: 12,
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
    speed: 300,
    perMinute: 0,
    scenario: { kind: 'builtin', name: 'busy' },
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

it.each([
  [{ scenario: 'sale-rush' }, { kind: 'builtin', name: 'sale-rush' }, 0],
  [{ scenario: 'mine.json' }, { kind: 'file' }, 0],
  [{ scenario: './mine', traffic: '30' }, { kind: 'file' }, 30],
])('a scenario says itself what happens, unless traffic is asked for: %j', (flags, scenario, perMinute) => {
  expect(readSimulateSettings(sources({ cwd: projectWith(), flags }))).toMatchObject({ scenario, perMinute });
});
