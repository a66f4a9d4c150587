import { describe, expect, it } from 'vitest';
import { readListenSettings } from '../../src/settings/listen.ts';
import { readWebhooksSettings } from '../../src/settings/short-commands.ts';
import type { ShopChoice } from '../../src/settings/shop.ts';
import { CREDENTIALS, failureOf, projectWith, sources, type Given } from './sources.ts';

const shopOf = (given: Given): ShopChoice => readListenSettings(sources(given)).shop;
const withUrl = (url: string): Record<string, string> => ({ ...CREDENTIALS, UPGATES_API_URL: url });

describe('which shop', () => {
  it('is the simulated one when asked for, whatever is set', () => {
    const env = { UPGATES_API_LOGIN: 'only this' };
    expect(shopOf({ env, flags: { shop: 'simulated' } })).toEqual({ kind: 'simulated', because: 'asked' });
  });

  it('takes each credential from the environment before .env', () => {
    const text = 'UPGATES_API_URL=https://a.admin.s1.upgates.com\nUPGATES_API_LOGIN=file\nUPGATES_API_KEY=file';
    const shop = shopOf({ env: { UPGATES_API_LOGIN: 'env', UPGATES_API_KEY: '' }, cwd: projectWith({ '.env': text }) });
    expect(shop).toMatchObject({ kind: 'real', login: 'env', key: 'file', host: 'a.admin.s1.upgates.com' });
  });

  it.each([
    [['UPGATES_API_URL'], 'UPGATES_API_URL is not set'],
    [['UPGATES_API_LOGIN', 'UPGATES_API_KEY'], 'UPGATES_API_LOGIN and UPGATES_API_KEY are not set'],
  ])('is exit 2 without %j', (missing, sentence) => {
    const env = Object.fromEntries(Object.entries(CREDENTIALS).filter(([name]) => !missing.includes(name)));
    const failure = failureOf(() => shopOf({ env }));
    expect(failure).toMatchObject({ exit: 2, code: 'credentials-partial' });
    expect(failure.message).toContain(sentence);
  });
});

describe('where the key may go', () => {
  it.each([
    ['https://demoshop.admin.s1.upgates.com', 'https://demoshop.admin.s1.upgates.com/api/v2'],
    ['https://demoshop.admin.s1.upgates.com/', 'https://demoshop.admin.s1.upgates.com/api/v2'],
    ['https://DEMOSHOP.admin.s1.upgates.com/api/v2/', 'https://demoshop.admin.s1.upgates.com/api/v2'],
    ['http://127.0.0.1:8190', 'http://127.0.0.1:8190/api/v2'],
    ['http://localhost:8190/api/v2', 'http://localhost:8190/api/v2'],
    ['http://[::1]:8190', 'http://[::1]:8190/api/v2'],
    ['https://localhost:8190', 'https://localhost:8190/api/v2'],
  ])('%s', (url, apiUrl) => {
    expect(shopOf({ env: withUrl(url) })).toMatchObject({ kind: 'real', apiUrl });
  });

  it.each([
    ['http://demoshop.admin.s1.upgates.com', 'api-url'],
    ['https://upgates.com', 'api-host'],
    ['https://.upgates.com', 'api-host'],
    ['https://upgates.com.evil.example', 'api-host'],
    ['https://evil.example/.upgates.com', 'api-url'],
    ['https://evilupgates.com', 'api-host'],
    ['https://demoshop.admin.s1.upgates.com@evil.example', 'api-url'],
    ['https://evil.example#.upgates.com', 'api-url'],
    ['https://demoshop.admin.s1.upgates.com.', 'api-host'],
    ['http://127.0.0.1.evil.example', 'api-host'],
    ['https://10.0.0.1', 'api-host'],
    ['ftp://demoshop.admin.s1.upgates.com', 'api-url'],
    ['demoshop.admin.s1.upgates.com', 'api-url'],
    ['https://demoshop.admin.s1.upgates.com/api/v1', 'api-url'],
  ])('not %s', (url, code) => {
    const failure = failureOf(() => shopOf({ env: withUrl(url) }));
    expect(failure).toMatchObject({ exit: 2, code });
    expect(failure.message).not.toContain(CREDENTIALS.UPGATES_API_KEY);
  });

  it('goes to another host only when the command line vouches for it, and never unencrypted', () => {
    const env = withUrl('https://shop.example');
    expect(shopOf({ env, flags: { 'allow-host': ['shop.example'] } })).toMatchObject({ host: 'shop.example' });
    expect(failureOf(() => shopOf({ env, flags: { 'allow-host': ['example'] } })).code).toBe('api-host');
    const plain = { env: withUrl('http://shop.example'), flags: { 'allow-host': ['shop.example'] } };
    expect(failureOf(() => shopOf(plain)).code).toBe('api-url');
  });

  it.each([
    ['the configuration', { 'upgates-dev.config.json': { allowHost: 'shop.example' } }],
    ['.env', { '.env': 'UPGATES_DEV_ALLOW_HOST=shop.example' }],
  ])('not when %s vouches', (_, files) => {
    const given = { env: withUrl('https://shop.example'), cwd: projectWith(files) };
    expect(failureOf(() => shopOf(given))).toMatchObject({ exit: 2, code: 'only-on-command-line' });
  });
});

it.each([
  [{}, 'webhooks list needs a real shop, but no credentials are set.'],
  [
    { ...CREDENTIALS, UPGATES_DEV_SHOP: 'simulated' },
    'webhooks list needs a real shop, but the simulated shop is asked for.',
  ],
])('commands for a real shop end with exit 2 without one: %j', (env, message) => {
  expect(failureOf(() => readWebhooksSettings(sources({ env }), 'webhooks list'))).toMatchObject({ exit: 2, message });
});
