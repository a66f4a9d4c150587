import { validateHeaderName, validateHeaderValue } from 'node:http';
import { describe, expect, it } from 'vitest';
import { readHeaders, readTargets } from '../../src/settings/forward.ts';

const given = (text: string): Parameters<typeof readTargets>[0] => ({ texts: [text], where: '-f', rank: 0, base: '/' });
const read = (text: string): readonly (readonly [string, string])[] =>
  readTargets(given(text)).map(({ pattern, url }) => [pattern, url.href]);

describe('targets', () => {
  it.each([
    ['3000', '*', 'http://localhost:3000/'],
    [':3000', '*', 'http://localhost:3000/'],
    ['3000/hooks', '*', 'http://localhost:3000/hooks'],
    [':3000/hooks?a=b', '*', 'http://localhost:3000/hooks?a=b'],
    ['3000/a=b', '*', 'http://localhost:3000/a=b'],
    ['localhost', '*', 'http://localhost/'],
    ['localhost:3000/x', '*', 'http://localhost:3000/x'],
    ['127.0.0.1:3000', '*', 'http://127.0.0.1:3000/'],
    ['[::1]:3000/x', '*', 'http://[::1]:3000/x'],
    ['app.localhost:3000', '*', 'http://app.localhost:3000/'],
    ['http://localhost:3000/?x=Orders.*=1', '*', 'http://localhost:3000/?x=Orders.*=1'],
    ['localhost?a=b', '*', 'http://localhost/?a=b'],
    ['https://me:p%40ss@api.example/x#part', '*', 'https://me:p%40ss@api.example/x'],
    ['me:secret@localhost:3000', '*', 'http://me:secret@localhost:3000/'],
    ['Orders.*=3000', 'Orders.*', 'http://localhost:3000/'],
    ['orders.CREATE=http://localhost:3000/?a=b&c=d', 'Orders.create', 'http://localhost:3000/?a=b&c=d'],
    ['*=3000', '*', 'http://localhost:3000/'],
    [' *.delete=3000/x ', '*.delete', 'http://localhost:3000/x'],
  ])('%s', (text, pattern, url) => {
    expect(read(text)).toEqual([[pattern, url]]);
  });
});

it('reads headers and leaves their values alone', () => {
  expect(readHeaders(given('X-Key:  a:b \t'))).toEqual([['X-Key', 'a:b']]);
  expect(readHeaders(null)).toEqual([]);
});

it('takes a header exactly when Node can send it: none of ours is dropped later in silence', () => {
  const canBeSent = (name: string, value: string): boolean => {
    try {
      validateHeaderName(name);
      validateHeaderValue(name, value);
      return true;
    } catch {
      return false;
    }
  };
  const isTaken = (text: string): boolean => {
    try {
      return readHeaders(given(text)).length === 1;
    } catch {
      return false;
    }
  };
  const signs = Array.from({ length: 0x180 }, (_, code) => String.fromCodePoint(code));
  const values = signs.map((sign) => `a${sign}b`);
  expect(values.filter((value) => isTaken(`X-Key: ${value}`))).toEqual(
    values.filter((value) => canBeSent('X-Key', value)),
  );
  const names = signs.filter((sign) => sign !== ':').map((sign) => `X${sign}Y`);
  expect(names.filter((name) => isTaken(`${name}: a`))).toEqual(names.filter((name) => canBeSent(name, 'a')));
});
