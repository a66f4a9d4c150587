import { expect, it } from 'vitest';
import { Failure, mistake, trouble } from '../../src/core/failure.ts';

it('a mistake of the user ends with 2', () => {
  const failure = mistake('unknown-event', 'There is no event Order.create.', 'Did you mean Orders.create?');
  expect(failure).toBeInstanceOf(Failure);
  expect(failure).toMatchObject({
    name: 'Failure',
    code: 'unknown-event',
    exit: 2,
    message: 'There is no event Order.create.',
    hint: 'Did you mean Orders.create?',
  });
});

it('trouble outside ends with 3 and keeps its cause', () => {
  const cause = new Error('ECONNREFUSED');
  expect(trouble('unreachable', 'The shop cannot be reached.', { cause })).toMatchObject({
    exit: 3,
    hint: null,
    cause,
  });
});

it('without a cause there is none, rather than one that is undefined', () => {
  expect(Object.hasOwn(mistake('x', 'y'), 'cause')).toBe(false);
});
