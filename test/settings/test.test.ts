import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTestSettings, refuseRemote } from '../../src/settings/test.ts';
import { failureOf, projectWith, sources } from './sources.ts';

describe('the settings of test', () => {
  it('have defaults', () => {
    expect(readTestSettings(sources(), null)).toMatchObject({
      url: null,
      targets: [],
      only: [],
      skip: [],
      list: false,
      events: null,
      rules: 'current',
      start: null,
      reports: [],
      allowRemote: false,
    });
  });

  it('are read', () => {
    const cwd = projectWith();
    const flags = {
      only: ['burst', 'budget'],
      event: ['orders.*'],
      start: 'npm start',
      env: ['PORT=3000', 'EMPTY='],
      'ready-url': '3000/health',
      'stop-timeout': '2s',
      report: ['junit=a.xml', 'json=out/b.json'],
    };
    const settings = readTestSettings(sources({ cwd, flags }), '3000/webhooks');
    expect(settings.url?.href).toBe('http://localhost:3000/webhooks');
    expect(settings.events?.map(({ name }) => name)).toEqual(['Orders.create', 'Orders.update', 'Orders.delete']);
    expect(settings.start).toMatchObject({ command: 'npm start', env: { PORT: '3000', EMPTY: '' }, stopTimeout: 2000 });
    expect(settings.start?.readyUrl?.href).toBe('http://localhost:3000/health');
    expect(settings.reports).toEqual([
      { form: 'junit', path: join(cwd, 'a.xml') },
      { form: 'json', path: join(cwd, 'out/b.json') },
    ]);
  });

  it.each([
    ['the address', {}, 'Orders.*=3000', 'one address'],
    ['a report', { report: ['html=x'] }, null, 'junit=FILE or json=FILE'],
    ['a variable', { env: ['no secret here'], start: 'x' }, null, '--env PORT=3000'],
    ['a variable for nobody', { env: ['A=b'] }, null, 'no --start'],
    ['an event', { event: ['Orderz.create'] }, null, 'Orderz.create'],
    ['a ready address out in the world', { start: 'x', 'ready-url': 'https://example.com/' }, null, 'example.com'],
  ])('exit 2 for %s', (...[, flags, operand, words]) => {
    const failure = failureOf(() => readTestSettings(sources({ flags }), operand));
    expect(failure.exit).toBe(2);
    expect(`${failure.message} ${failure.hint ?? ''}`).toContain(words);
    expect(failure.message).not.toContain('secret');
  });

  it.each(['start', 'allowRemote', 'env', 'report'])('%s is not taken from a file', (key) => {
    const cwd = projectWith({ 'upgates-dev.config.json': { [key]: 'true' } });
    expect(failureOf(() => readTestSettings(sources({ cwd }), '3000')).exit).toBe(2);
  });
});

describe('a handler out in the world', () => {
  it.each(['https://example.com/', 'http://8.8.8.8/'])('%s is refused, and tested on request', (url) => {
    expect(failureOf(() => refuseRemote(new URL(url), false)).hint).toContain('--allow-remote');
    expect(() => refuseRemote(new URL(url), true)).not.toThrow();
  });

  it.each(['http://localhost:3000/', 'http://127.0.0.1/', 'http://[::1]/', 'http://192.168.1.5/', 'http://app.local/'])(
    '%s is none',
    (url) => {
      expect(() => refuseRemote(new URL(url), false)).not.toThrow();
    },
  );
});
