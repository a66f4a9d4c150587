import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indentJson } from '../../src/core/json-indent.ts';

describe('JSON in lines', () => {
  it('is what JSON.stringify would set, for every value', () => {
    const filled = fc.jsonValue().filter((value) => !/\{\}|\[\]/.test(JSON.stringify(value)));
    fc.assert(
      fc.property(filled, (value) => {
        expect(indentJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
      }),
    );
  });

  it('keeps numbers and doubled keys as they were sent', () => {
    expect(indentJson('{"a":1.0,"a":12345678901234567890,"b":[],"c":{}}')).toBe(
      '{\n  "a": 1.0,\n  "a": 12345678901234567890,\n  "b": [],\n  "c": {}\n}',
    );
  });
});
