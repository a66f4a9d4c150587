import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonTokens } from '../../src/core/json-tokens.ts';

const textsOf = (text: string): readonly string[] => [...jsonTokens(text)].map((token) => token.text);

describe('the tokens of a JSON text', () => {
  it.each([
    ['{"a" : [1.0, true]}', ['{', '"a"', ':', '[', '1.0', ',', 'true', ']', '}']],
    [String.raw`"a\"b" "c\\"`, [String.raw`"a\"b"`, String.raw`"c\\"`]],
    ['"never closed, {', ['"never closed, {']],
    ['"\\', ['"\\']],
    ['', []],
    [' \n ', []],
    ['nonsense:{', ['nonsense', ':', '{']],
  ])('%j', (text, wanted) => {
    expect(textsOf(text)).toEqual(wanted);
  });

  it('stand where they say, and only white space is between them', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.json(), fc.string({ unit: fc.constantFrom(...'"\\{}[],: a1\n'.split('')) })),
        (text) => {
          let rest = text;
          for (const token of [...jsonTokens(text)].toReversed()) {
            expect(text.startsWith(token.text, token.at)).toBe(true);
            expect(rest.slice(token.at + token.text.length).trim()).toBe('');
            rest = rest.slice(0, token.at);
          }
          expect(rest.trim()).toBe('');
        },
      ),
    );
  });

  it('of a body as long as one may be', () => {
    const long = 'x'.repeat(16 * 1024 * 1024);
    expect(textsOf(`{"a":"${long}","${String.raw`\"`.repeat(100_000)}`).length).toBe(6);
    expect(textsOf(`${' '.repeat(1_000_000)}${long}`).length).toBe(1);
  });
});
