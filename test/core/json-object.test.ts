import { expect, it } from 'vitest';
import { isJsonObject } from '../../src/core/json-object.ts';

it.each([
  [{}, true],
  [{ a: 1 }, true],
  [[], false],
  [null, false],
  ['{}', false],
  [1, false],
  [undefined, false],
])('%j: %s', (value, expected) => {
  expect(isJsonObject(value)).toBe(expected);
});
