import { describe, expect, it } from 'vitest';
import { readApiAddress, readMovedAddress, shopOf } from '../../src/register/api-address.ts';

const BASE = 'https://demo.admin.s1.upgates.com/api/v2';

describe('the API address', () => {
  it.each([
    'https://demo.admin.s1.upgates.com',
    'https://demo.admin.s1.upgates.com/',
    'https://demo.admin.s1.upgates.com/api/v2',
    'https://demo.admin.s1.upgates.com/api/v2/',
    ' https://DEMO.admin.s1.upgates.com/api/v2?x=1 ',
  ])('is read from %j', (text) => {
    expect(readApiAddress(text)).toEqual({ kind: 'address', base: BASE });
  });

  it.each([
    ['http://127.0.0.1:8190', 'http://127.0.0.1:8190/api/v2'],
    ['http://localhost:8190/api/v2', 'http://localhost:8190/api/v2'],
    ['http://[::1]:8190', 'http://[::1]:8190/api/v2'],
    ['https://shop.localhost', 'https://shop.localhost/api/v2'],
  ])('may be this machine: %s', (text, base) => {
    expect(readApiAddress(text)).toEqual({ kind: 'address', base });
  });

  it.each([
    'http://demo.admin.s1.upgates.com',
    'https://upgates.com',
    'https://.upgates.com',
    'https://evil-upgates.com',
    'https://upgates.com.evil.example',
    'https://demo.upgates.com.',
    'https://evil.example/?.upgates.com',
    'https://evil.example#.upgates.com',
    'https://login:key@demo.admin.s1.upgates.com',
    'https://demo.upgates.com@evil.example',
    'http://192.168.1.4',
    'http://127.0.0.1.evil.example',
    'ftp://demo.admin.s1.upgates.com',
    'file:///etc/passwd',
    'demo.admin.s1.upgates.com',
    '',
  ])('never sends credentials to %j', (text) => {
    expect(readApiAddress(text).kind).toBe('refused');
  });

  it('may be another host only over TLS and only when the user vouched for it', () => {
    expect(readApiAddress('https://proxy.example', ['proxy.example']).kind).toBe('address');
    expect(readApiAddress('https://proxy.example:8443', ['proxy.example:8443']).kind).toBe('address');
    expect(readApiAddress('http://proxy.example', ['proxy.example']).kind).toBe('refused');
    expect(readApiAddress('https://other.proxy.example', ['proxy.example']).kind).toBe('refused');
  });

  it('says which option would allow a host', () => {
    expect(readApiAddress('https://proxy.example')).toMatchObject({
      hint: expect.stringContaining('--allow-host proxy.example'),
    });
  });
});

describe('a moved shop', () => {
  it.each([
    ['https://demo.admin.s9.upgates.com/api/v2', 'https://demo.admin.s9.upgates.com/api/v2'],
    ['https://demo.admin.s9.upgates.com', 'https://demo.admin.s9.upgates.com/api/v2'],
    ['https://demo.admin.s9.upgates.com/api/v2/webhooks?ids=1', 'https://demo.admin.s9.upgates.com/api/v2'],
    ['//demo.admin.s9.upgates.com/api/v2/', 'https://demo.admin.s9.upgates.com/api/v2'],
  ])('is followed to %s', (target, base) => {
    expect(readMovedAddress(BASE, target)).toBe(base);
  });

  it.each([
    'http://demo.admin.s9.upgates.com/api/v2',
    'https://evil.example/api/v2',
    'https://x:y@demo.admin.s9.upgates.com/api/v2',
    'http://127.0.0.1:8190/api/v2',
    'http://localhost/api/v2',
    'https://',
  ])('is not followed to %s', (target) => {
    expect(readMovedAddress(BASE, target)).toBeNull();
  });

  it('is followed from loopback to loopback', () => {
    const from = 'http://127.0.0.1:8190/api/v2';
    expect(readMovedAddress(from, 'http://localhost:8191')).toBe('http://localhost:8191/api/v2');
    expect(readMovedAddress(from, 'http://192.168.1.4:8191')).toBeNull();
  });
});

describe('the shop’s identity', () => {
  it('outlives a move to another server and knows no login', () => {
    expect(shopOf(BASE)).toBe('demo.admin.upgates.com');
    expect(shopOf('https://demo.admin.s24.upgates.com/api/v2')).toBe(shopOf(BASE));
    expect(shopOf('https://other.admin.s1.upgates.com/api/v2')).not.toBe(shopOf(BASE));
    expect(shopOf('http://127.0.0.1:8190/api/v2')).toBe('127.0.0.1:8190');
  });
});
