import http from 'node:http';
import https from 'node:https';
import { describe, expect, it } from 'vitest';
import { dialOptions, requestOver } from '../../src/dial/dial.ts';

describe('dialOptions', () => {
  it('takes a URL apart for node:http', () => {
    expect(dialOptions(new URL('https://example.com/a/b?c=d#e'))).toEqual({
      protocol: 'https:',
      hostname: 'example.com',
      port: 443,
      path: '/a/b?c=d',
      autoSelectFamily: true,
    });
    expect(dialOptions(new URL('http://[::1]:3000'))).toMatchObject({ hostname: '::1', port: 3000, path: '/' });
    expect(dialOptions(new URL('http://127.0.0.1'))).toMatchObject({ port: 80 });
  });

  it('asks a resolver for all names but those of this machine', () => {
    expect(dialOptions(new URL('http://example.com'))).not.toHaveProperty('lookup');
    expect(dialOptions(new URL('http://a.localhost'))).toHaveProperty('lookup');
  });

  it.each([
    ['http://user@h', 'user:'],
    ['http://:word@h', ':word'],
    ['http://a%20b:%25%zz@h', 'a b:%25%zz'],
  ])('reads the credentials of %s', (url, auth) => expect(dialOptions(new URL(url)).auth).toBe(auth));

  it.each([
    ['https://localhost', true, false],
    ['https://192.168.1.5', true, false],
    ['https://nas.local', true, false],
    ['https://example.com', true, undefined],
    ['https://localhost.example.com', true, undefined],
    ['https://localhost', false, undefined],
  ])('checks the certificate of %s (insecure: %s): %s', (url, insecure, expected) => {
    expect(dialOptions(new URL(url), { insecure }).rejectUnauthorized).toBe(expected);
  });
});

describe('the lookup of localhost', () => {
  it.each([
    [
      { all: true },
      [
        ['127.0.0.1', 4],
        ['::1', 6],
      ],
    ],
    [{ all: true, family: 6 }, [['::1', 6]]],
    [{ all: true, family: 'IPv4' as const }, [['127.0.0.1', 4]]],
  ])('gives for %j: %j', async (options, expected) => {
    const found = await new Promise((resolve) => {
      dialOptions(new URL('http://x.localhost')).lookup?.('x.localhost', options, (_error, addresses) =>
        resolve(addresses),
      );
    });
    expect(found).toEqual(expected.map(([address, family]) => ({ address, family })));
  });

  it('gives one address to who asks for one', async () => {
    const found = await new Promise((resolve) => {
      dialOptions(new URL('http://localhost')).lookup?.('localhost', {}, (_error, address, family) =>
        resolve([address, family]),
      );
    });
    expect(found).toEqual(['127.0.0.1', 4]);
  });
});

describe('requestOver', () => {
  it('chooses by protocol', () => {
    expect(requestOver(new URL('http://h'))).toBe(http.request);
    expect(requestOver(new URL('https://h'))).toBe(https.request);
  });
});
