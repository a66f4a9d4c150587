import { describe, expect, it } from 'vitest';
import { bodyText, foldAscii, foldText, SEARCHED_BYTES } from '../../src/filter/search-text.ts';

describe('bodyText', () => {
  it("resolves PHP's escapes, so that a person finds what a person reads", () => {
    expect(bodyText(Buffer.from('{"name":"\\u010caj \\u017dlut\\u00fd","url":"a\\/b"}'))).toBe(
      '{"name":"Čaj Žlutý","url":"a/b"}',
    );
  });

  it('makes something of bytes that are no text', () => {
    expect(bodyText(Buffer.from([0x61, 0xff, 0x62]))).toBe('a\ufffdb');
  });

  it('reads up to its bound', () => {
    expect(bodyText(Buffer.alloc(SEARCHED_BYTES + 5, 'a')).length).toBe(SEARCHED_BYTES);
  });
});

it('folding leaves nothing that a database cannot hold', () => {
  expect(foldText('ČAJ\0\ud800😀')).toBe('čaj\ufffd\ufffd😀');
  expect(foldAscii('ČAJ\0')).toBe('Čaj\ufffd');
});
