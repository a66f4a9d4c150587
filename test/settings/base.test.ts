import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gather } from '../../src/settings/base.ts';
import { readListenSettings } from '../../src/settings/listen.ts';
import { failureOf, projectWith, sources } from './sources.ts';

describe('the order of the sources', () => {
  const port = (flags: Record<string, string>, env: Record<string, string>, files: Record<string, unknown>): number =>
    readListenSettings(sources({ flags, env, cwd: projectWith(files) })).port;
  const config = { 'upgates-dev.config.json': { port: 4 } };
  const dotEnv = { ...config, '.env': 'UPGATES_DEV_PORT=3' };

  it.each([
    ['flags first', { port: '1' }, { UPGATES_DEV_PORT: '2' }, dotEnv, 1],
    ['then the environment', {}, { UPGATES_DEV_PORT: '2' }, dotEnv, 2],
    ['then .env', {}, {}, dotEnv, 3],
    ['then the configuration', {}, {}, config, 4],
    ['then the default', {}, {}, {}, 0],
    ['an empty variable counts as not set', {}, { UPGATES_DEV_PORT: '' }, dotEnv, 3],
  ])('%s', (...[, flags, env, files, expected]) => {
    expect(port(flags, env, files)).toBe(expected);
  });

  it('takes the whole of a repeated option from the first source that has it', () => {
    const cwd = projectWith({ 'upgates-dev.config.json': { event: ['Products.*', 'Labels.*'] } });
    const patterns = (env: Record<string, string>): readonly string[] =>
      readListenSettings(sources({ env, cwd })).patterns.map(({ pattern }) => pattern);
    expect(patterns({})).toEqual(['Products.*', 'Labels.*']);
    expect(patterns({ UPGATES_DEV_EVENT: 'orders.create, Orders.delete' })).toEqual(['Orders.create', 'Orders.delete']);
  });

  it('lets a flag switch on and a variable switch off', () => {
    const cwd = projectWith({ 'upgates-dev.config.json': { pristine: true } });
    const isPristine = (env: Record<string, string>): boolean => readListenSettings(sources({ env, cwd })).pristine;
    expect(isPristine({})).toBe(true);
    expect(isPristine({ UPGATES_DEV_PRISTINE: 'no' })).toBe(false);
  });
});

describe('where files are looked for', () => {
  it('finds the configuration upward, and .env beside it', () => {
    const root = projectWith({
      'upgates-dev.config.json': { port: 4 },
      '.env': 'UPGATES_DEV_SEED=beside',
      'deep/er/.env': 'UPGATES_DEV_SEED=working-directory',
    });
    const settings = readListenSettings(sources({ cwd: join(root, 'deep', 'er') }));
    expect(settings).toMatchObject({ port: 4, seed: 'beside', configFile: join(root, 'upgates-dev.config.json') });
  });

  it('takes .env from the working directory when there is no configuration', () => {
    const cwd = projectWith({ '.env': 'export UPGATES_DEV_SEED="from here"\n# a remark' });
    expect(readListenSettings(sources({ cwd })).seed).toBe('from here');
  });

  it('takes the configuration that is named, with paths relative to it', () => {
    const cwd = projectWith({
      'upgates-dev.config.json': { port: 4 },
      'other/mine.json': { port: 5, readyFile: 'ready.json', dataDir: '../data' },
      'other/.env': 'UPGATES_DEV_SEED=other',
    });
    const settings = readListenSettings(sources({ cwd, flags: { config: 'other/mine.json' } }));
    expect(settings).toMatchObject({ port: 5, seed: 'other', readyFile: join(cwd, 'other', 'ready.json') });
    expect(settings.places.dataDir).toBe(join(cwd, 'data'));
  });

  it('says so when the named one is not there', () => {
    const failure = failureOf(() => gather(sources({ env: { UPGATES_DEV_CONFIG: 'gone.json' } })));
    expect(failure).toMatchObject({ exit: 2, code: 'config-missing' });
    expect(failure.message).toBe('UPGATES_DEV_CONFIG is "gone.json", but there is no such file.');
  });

  it('does not touch the environment of the process', () => {
    const cwd = projectWith({ '.env': 'UPGATES_DEV_SEED=mine\nUPGATES_API_KEY=mine' });
    gather(sources({ cwd }));
    expect(process.env['UPGATES_DEV_SEED']).toBeUndefined();
    expect(process.env['UPGATES_API_KEY']).toBeUndefined();
  });
});

describe('what every command knows', () => {
  it('warns of variables that look like ours and are not', () => {
    const env = { UPGATES_DEV_PROT: '1', UPGATES_DEV_CALLER_NODE_ENV: 'development', UPGATES_DEV: 'x' };
    const { base } = gather(sources({ env, cwd: projectWith({ '.env': 'UPGATES_DEV_SEDE=x' }) }));
    expect(base.notices.map(({ text }) => text)).toEqual([
      'UPGATES_DEV_PROT is no option of upgates-dev. Did you mean UPGATES_DEV_PORT?',
      'UPGATES_DEV_SEDE in .env is no option of upgates-dev. Did you mean UPGATES_DEV_SEED?',
    ]);
    expect(base.callerNodeEnv).toBe('development');
  });

  it.each([
    ['on a terminal', {}, {}, true, true],
    ['not without one', {}, {}, false, false],
    ['not with NO_COLOR', {}, { NO_COLOR: '1' }, true, false],
    ['but with an empty NO_COLOR', {}, { NO_COLOR: '' }, true, true],
    ['not with --no-color', { 'no-color': true as const }, {}, true, false],
    ['not on a dumb terminal', {}, { TERM: 'dumb' }, true, false],
    ['not on one that says nothing of itself', {}, { TERM: '' }, true, false],
  ])('colours: %s', (...[, flags, env, isTty, expected]) => {
    expect(gather(sources({ flags, env, isTty })).base.color).toBe(expected);
  });

  it.each([
    [{}, true],
    [{ LANG: 'cs_CZ.UTF-8' }, true],
    [{ LANG: 'C' }, false],
    [{ LANG: 'C', LC_ALL: 'en_US.utf8' }, true],
    [{ LANG: 'cs_CZ.UTF-8', TERM: 'linux' }, false],
  ])('signs: %j', (env, expected) => {
    expect(gather(sources({ env })).base.unicode).toBe(expected);
  });
});
