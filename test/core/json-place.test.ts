import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writtenAt } from '../../src/core/json-place.ts';

describe('a value in a JSON text', () => {
  it('is given as it is written, whatever stands around it', () => {
    const text = '{ "a": [1.10, {"b" : "\\u0159\\/x"}], "a": [ 2, { "b": [ 12345678901234567890 , true ] } ] }';
    expect(writtenAt(text, [])).toBe(text);
    // Of a key that stands twice the last one counts.
    expect(writtenAt(text, ['a', '0'])).toBe('2');
    expect(writtenAt(text, ['a', '1', 'b'])).toBe('[ 12345678901234567890 , true ]');
    expect(writtenAt(text, ['a', '1', 'b', '1'])).toBe('true');
  });

  it('is null where there is none', () => {
    expect(writtenAt('{"a":[1]}', ['b'])).toBeNull();
    expect(writtenAt('{"a":[1]}', ['a', '1'])).toBeNull();
    expect(writtenAt('{"a":[1]}', ['a', '7'])).toBeNull();
    expect(writtenAt('{"a":[1]}', ['a', '0', 'x'])).toBeNull();
  });

  it('is found under every path of every value', () => {
    fc.assert(
      fc.property(fc.array(fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue()), { minLength: 1 }), (list) => {
        const text = JSON.stringify({ list }, null, 1);
        for (const [index, record] of list.entries()) {
          for (const [key, value] of Object.entries(record)) {
            const written = writtenAt(text, ['list', String(index), key]) ?? 'none';
            // Compared as text: `__proto__` and `-0` are told apart by no parsed value.
            expect(JSON.stringify(JSON.parse(written))).toBe(JSON.stringify(value));
          }
        }
      }),
    );
  });
});
