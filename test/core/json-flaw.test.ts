import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonFlaw } from '../../src/core/json-flaw.ts';

describe('what is wrong with a JSON text', () => {
  it.each([
    ['', 'a value is expected at line 1, column 1'],
    ['{', 'a name in quotation marks or } is expected at line 1, column 2'],
    ['{"a"', 'a colon is expected at line 1, column 5'],
    ['{"a":}', 'a value is expected at line 1, column 6'],
    ['{\n  "a": 1\n  "b": 2\n}', 'a comma or } is expected at line 3, column 3'],
    ['{"a":1,}', 'a name in quotation marks is expected at line 1, column 8'],
    ['[1,]', 'a value is expected at line 1, column 4'],
    ['[', 'a value or ] is expected at line 1, column 2'],
    ['[1 2]', 'a comma or ] is expected at line 1, column 4'],
    ['{} x', 'the end is expected at line 1, column 4'],
    ["{'a':1}", 'a name in quotation marks or } is expected at line 1, column 2'],
    ['"a\nb"', 'a value is expected at line 1, column 1'],
    ['[01]', 'a value or ] is expected at line 1, column 2'],
    ['nul', 'a value is expected at line 1, column 1'],
  ])('%j: %s', (text, words) => {
    expect(jsonFlaw(text)).toBe(words);
  });

  it('quotes nothing of it', () => {
    expect(jsonFlaw('{"forward":"http://me:hunter2@localhost" "x":1}')).not.toContain('hunter2');
  });

  it('finds something exactly when the parser does', () => {
    const texts = fc.oneof(
      fc.json(),
      fc.json().map((text) => text.slice(0, -1)),
      fc
        .tuple(fc.json(), fc.nat(), fc.constantFrom(...'{}[],:"\\0-e.u \n\u0001'.split('')))
        .map(([text, at, letter]) => {
          const place = at % (text.length + 1);
          return text.slice(0, place) + letter + text.slice(place + (at % 2));
        }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect([text, jsonFlaw(text) === null]).toEqual([text, isJson(text)]);
      }),
      { numRuns: 3000 },
    );
  });

  it('takes texts of any length and depth', () => {
    expect(jsonFlaw(`"${'x\\n'.repeat(5_000_000)}"`)).toBeNull();
    expect(jsonFlaw('['.repeat(1_000_000))).toBe('a value or ] is expected at line 1, column 1000001');
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
