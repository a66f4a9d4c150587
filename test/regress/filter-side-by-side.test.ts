/** Terms side by side, a bracket among them: the parser tried every way to join them, and 25 took the memory of the process. */
import { expect, it } from 'vitest';
import { readFilter } from '../../src/filter/read-filter.ts';

it.each([
  ['brackets', '(a) '],
  ['brackets without a space', '(a)'],
  ['words and brackets', 'a (b) '],
  ['a bracket that begins in a word', 'u$(id)v '],
  ['negated brackets', '-(a) '],
  ['negations', 'NOT (a) '],
])('%s, a hundred of them', (_name, term) => {
  const text = term.repeat(100).slice(0, 1000);
  const whole = text.slice(0, text.lastIndexOf(term.trim()));
  expect(readFilter(whole).kind).toBe('filter');
  expect(readFilter(`${whole} (`).kind).toBe('broken');
});

it('means the same as before', () => {
  const reading = (text: string) => {
    const read = readFilter(text);
    return read.kind === 'filter' ? read.expression : read.sentence;
  };
  expect(reading('(a) (b)')).toEqual(reading('a AND b'));
  expect(reading('(a OR b) c')).toEqual(reading('(a OR b) AND c'));
  expect(reading('(a) OR (b) c')).toEqual(reading('a OR b AND c'));
  expect(reading('a -(b) NOT c')).toEqual(reading('a AND NOT b AND NOT c'));
});
