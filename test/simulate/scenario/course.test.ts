import { expect, it } from 'vitest';
import { courseOf } from '../../../src/simulate/scenario/course.ts';
import { readScenario } from '../../../src/simulate/scenario/read-scenario.ts';

it('what happens several times stands between the others, in the order of time, then of the file', () => {
  const steps = [
    { at: '4s', do: 'say', text: 'b' },
    { at: '0s', do: 'happen', event: 'Orders.create', count: 3, every: '2s' },
    { at: '0s', do: 'say', text: 'a' },
  ];
  const scenario = readScenario(JSON.stringify({ title: 't', description: 'd', steps }), 'x');
  expect(courseOf(scenario).map(({ at, step, time }) => [at, step, time])).toEqual([
    [0, 1, 1],
    [0, 2, 1],
    [2000, 1, 2],
    [4000, 0, 1],
    [4000, 1, 3],
  ]);
});
