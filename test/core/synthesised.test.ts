import { expect, it } from 'vitest';
import { isSynthesised, SYNTHESISED } from '../../src/core/synthesised.ts';

it('a call that nobody made is known by its mark, however its name is written', () => {
  expect(isSynthesised([['Content-Type', 'application/json'], SYNTHESISED])).toBe(true);
  expect(isSynthesised([[SYNTHESISED[0].toLowerCase(), 'missed']])).toBe(true);
  expect(isSynthesised([['Upgates-Dev-Event', 'Orders.create']])).toBe(false);
  expect(isSynthesised([])).toBe(false);
});
