import { expect, it } from 'vitest';
import { targetFor } from '../../src/send/routes.ts';

it('gives an event to the first target whose pattern fits', () => {
  const orders = { pattern: 'Orders.*', url: new URL('http://localhost:3000/') };
  const rest = { pattern: '*', url: new URL('http://localhost:4000/') };
  expect(targetFor([orders, rest], 'Orders.create')).toBe(orders);
  expect(targetFor([orders, rest], 'Labels.create')).toBe(rest);
  expect(targetFor([orders], 'Labels.create')).toBeNull();
});
