import { describe, expect, it } from 'vitest';
import { keyOf } from '../../src/settings/option.ts';
import { ALL_OPTIONS } from '../../src/settings/options/all.ts';
import { readListenSettings, type ListenSettings } from '../../src/settings/listen.ts';
import { configSchema } from '../../src/settings/schema.ts';
import { failureOf, projectWith, sources } from './sources.ts';

const readWith = (content: unknown): ListenSettings =>
  readListenSettings(sources({ cwd: projectWith({ 'upgates-dev.config.json': content }) }));

it('takes texts, numbers, switches and lists', () => {
  const settings = readWith({
    $schema: 'https://example.com/schema.json',
    forward: 3000,
    event: ['Orders.*', 'Products.*'],
    port: 8080,
    traffic: 0,
    handlerTimeout: '5s',
    noResume: true,
  });
  expect(settings).toMatchObject({ port: 8080, handlerTimeout: 5000, resume: false, pace: { perMinute: 0 } });
  expect(settings.targets.map(({ url }) => url.href)).toEqual(['http://localhost:3000/']);
  expect(settings.patterns).toHaveLength(2);
});

it('takes keys of other commands, so that one file serves all', () => {
  expect(readWith({ plan: 'bronze', shopName: 'mine' }).port).toBe(0);
});

it('takes a byte order mark', () => {
  expect(readWith('\uFEFF{"port": 1}').port).toBe(1);
});

describe('exit 2', () => {
  it.each([
    [{ prot: 1 }, 'config-key', '"prot" in upgates-dev.config.json is no option', 'Did you mean port?'],
    [{ 'data-dir': 'x' }, 'config-key', '"data-dir"', 'Did you mean dataDir?'],
    [{ zzzzzzzz: 1 }, 'config-key', '"zzzzzzzz"', null],
    [{ __proto__x: 1 }, 'config-key', '"__proto__x"', null],
    [{ config: 'other.json' }, 'config-key', 'cannot stand in the configuration itself', null],
    [{ allowHost: 'x' }, 'only-on-command-line', '--allow-host may only stand on the command line', null],
    [{ dryRun: true }, 'only-on-command-line', '--dry-run', null],
    [{ pristine: 'yes' }, 'config-type', 'must be true or false', null],
    [{ port: [1] }, 'config-type', '"port" in upgates-dev.config.json must be a text or a number', null],
    [{ port: null }, 'config-type', 'must be a text or a number', null],
    [{ event: [['x']] }, 'config-type', 'must be a text or a number', null],
    [{ port: 99_999 }, 'option-value', '"port" in upgates-dev.config.json is "99999"', null],
    ['{"port": 1,}', 'config-json', 'is no valid JSON', 'The file is '],
    ['[]', 'config-json', 'must hold one JSON object', 'The file is '],
    ['', 'config-json', 'is no valid JSON', 'The file is '],
  ])('%j', (...[content, code, sentence, hint]) => {
    const failure = failureOf(() => readWith(content));
    expect(failure).toMatchObject({ exit: 2, code });
    expect(failure.message).toContain(sentence);
    if (hint === null) expect(failure.hint).toBeNull();
    else expect(failure.hint).toContain(hint);
  });
});

describe('the schema', () => {
  const properties = new Map(Object.entries(configSchema()['properties'] ?? {}));

  it('has a property for every option that may stand in the file, and no other', () => {
    const allowed = [...ALL_OPTIONS.values()].filter(({ from }) => from === undefined).map(keyOf);
    expect([...properties.keys()].toSorted()).toEqual(['$schema', ...allowed].toSorted());
    expect(configSchema()['additionalProperties']).toBe(false);
  });

  it('describes switches, choices and lists', () => {
    expect(properties.get('pristine')).toMatchObject({ type: 'boolean' });
    expect(properties.get('answer')).toMatchObject({ enum: ['mirror', 'rescue', 'ack'] });
    expect(properties.get('forward')).toMatchObject({ anyOf: [{ type: ['string', 'number'] }, { type: 'array' }] });
    expect(properties.get('handlerTimeout')).toMatchObject({
      description: 'when to give up on your handler (default: 10m)',
    });
  });
});
