import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Expression } from '../../src/filter/expression.ts';
import { FIELDS } from '../../src/filter/fields.ts';
import { MAX_FILTER_LENGTH, readFilter } from '../../src/filter/read-filter.ts';

const text = (field: 'key' | 'body' | 'fault', ...pieces: string[]): Expression => ({ kind: 'text', field, pieces });
const word = (...pieces: string[]): Expression => ({
  kind: 'or',
  parts: [text('key', ...pieces), text('body', ...pieces)],
});
const not = (part: Expression): Expression => ({ kind: 'not', part });
const and = (...parts: Expression[]): Expression => ({ kind: 'and', parts });
const or = (...parts: Expression[]): Expression => ({ kind: 'or', parts });
const [a, b, c, d] = [word('a'), word('b'), word('c'), word('d')];

function number(field: 'status' | 'ms' | 'attempt' | 'bytes', from: number | null, to: number | null): Expression {
  return { kind: 'number', field, range: { from, to, includesFrom: true, includesTo: true } };
}

function expressionOf(filter: string): Expression {
  const reading = readFilter(filter);
  if (reading.kind === 'broken') throw new Error(reading.message);
  return reading.expression;
}

function brokenOf(filter: string): { sentence: string; at: number; message: string } {
  const reading = readFilter(filter);
  if (reading.kind === 'filter') throw new Error(`${filter} was read.`);
  return reading;
}

describe('words', () => {
  it.each<[string, Expression]>([
    ['čokoláda', word('čokoláda')],
    ['9000021', word('9000021')],
    ['007', word('007')],
    ['true', word('true')],
    ['TRICKO-01', word('TRICKO-01')],
    ['"a b"', word('a b')],
    ['\'a "b"\'', word('a "b"')],
    ['"a*b"', word('a*b')],
    ['a*b', word('a', 'b')],
    ['+4999', word('+4999')],
    ['100%', word('100%')],
    ['/orders/', word('/orders/')],
    ['a\\b', word('a\\b')],
    ["it's", word("it's")],
    ['5"', word('5"')],
    ['-', word('-')],
    ['-5', not(word('5'))],
    ['or', word('or')],
    ['日本', word('日本')],
  ])('%s', (filter, expression) => {
    expect(expressionOf(filter)).toEqual(expression);
  });
});

describe('AND, OR, NOT and brackets', () => {
  it.each<[string, Expression]>([
    ['', { kind: 'all' }],
    [' \t\n', { kind: 'all' }],
    ['a b', and(a, b)],
    ['a AND b', and(a, b)],
    ['a OR b', or(a, b)],
    ['-a b', and(not(a), b)],
    ['NOT a b', and(not(a), b)],
    ['a OR b AND c', or(a, and(b, c))],
    ['a b OR c d', or(and(a, b), and(c, d))],
    ['(a OR b) c', and(or(a, b), c)],
    ['a (b OR (c d))', and(a, or(b, and(c, d)))],
    ['-(a b)', not(and(a, b))],
    ['NOT(a OR -(b c))', not(or(a, not(and(b, c))))],
    ['(a)(b)', and(a, b)],
    ['  a\u00a0 b ', and(a, b)],
  ])('%s', (filter, expression) => {
    expect(expressionOf(filter)).toEqual(expression);
  });
});

describe('fields', () => {
  it.each<[string, Expression]>([
    ['event:Orders.*', { kind: 'event', pattern: 'Orders.*' }],
    ['verdict:timed-out', { kind: 'word', field: 'verdict', value: 'timed-out' }],
    ['-verdict:Delivered', not({ kind: 'word', field: 'verdict', value: 'delivered' })],
    ['withoutus:repeats', { kind: 'word', field: 'withoutUs', value: 'repeats' }],
    ['origin:shop', { kind: 'word', field: 'origin', value: 'shop' }],
    ['status:200', number('status', 200, 200)],
    ['status:=200', number('status', 200, 200)],
    ['status:[400 TO 499]', number('status', 400, 499)],
    ['status:>=500', number('status', 500, null)],
    ['bytes:<=10', number('bytes', null, 10)],
    ['ms:>=1.5s', number('ms', 1500, null)],
    ['ms:42.5', number('ms', 42.5, 42.5)],
    ['attempt:2', number('attempt', 2, 2)],
    [
      'attempt:>1',
      { kind: 'number', field: 'attempt', range: { from: 1, to: null, includesFrom: false, includesTo: true } },
    ],
    [
      'status:{400 TO 499}',
      { kind: 'number', field: 'status', range: { from: 400, to: 499, includesFrom: false, includesTo: false } },
    ],
    ['id:K3F9', { kind: 'id', prefix: 'k3f9' }],
    ['key:"a b"', text('key', 'a b')],
    ['key:a:b', text('key', 'a:b')],
    ['key:007', text('key', '007')],
    ['key:*', text('key', '', '')],
    ['body:{"x":1}', text('body', '{"x":1}')],
    ['key:"a\\"b\\\\" key:"\\\\"', and(text('key', 'a"b\\'), text('key', '\\'))],
    ['fault:status=503,delay=100-200', text('fault', 'status=503,delay=100-200')],
    ['marked:true', { kind: 'marked', value: true }],
    ['marked:no', { kind: 'marked', value: false }],
    ['since:10m', { kind: 'time', field: 'since', moment: { kind: 'ago', millis: 600_000 } }],
    [
      'until:2026-11-23T10:15:42.5Z',
      { kind: 'time', field: 'until', moment: { kind: 'at', instant: Date.UTC(2026, 10, 23, 10, 15, 42, 500) } },
    ],
    [
      'since:2026-11-23T10:15+01:00',
      { kind: 'time', field: 'since', moment: { kind: 'at', instant: Date.UTC(2026, 10, 23, 9, 15) } },
    ],
    [
      'since:2026-11-23',
      { kind: 'time', field: 'since', moment: { kind: 'at', instant: new Date(2026, 10, 23).getTime() } },
    ],
  ])('%s', (filter, expression) => {
    expect(expressionOf(filter)).toEqual(expression);
  });
});

describe('a broken filter is told with its place', () => {
  it.each<[string, number, RegExp]>([
    ['foo:1', 0, /no field "foo".*Try event, verdict/],
    ['a statu:200', 2, /Try status/],
    ['a -evnt:x', 3, /Try event/],
    ['verdict:deliverd', 8, /takes delivered, repeats, timed-out. Did you mean delivered\?/],
    ['origin:x', 7, /takes shop/],
    ['status:', 7, /takes a number/],
    ['status:>= 500', 9, /takes a number/],
    ['status:1e999', 7, /takes a number/],
    ['key:>5', 5, /no range/],
    ['key:', 4, /needs a value/],
    ['""', 0, /no word/],
    ['since:yesterday', 6, /takes a duration such as 10m/],
    ['since:2026-13-45', 6, /takes a duration/],
    ['event:č', 6, /An event is a name/],
    ['marked:maybe', 7, /true or false/],
    ['a AND', 5, /ends too early/],
    ['(a', 2, /ends too early/],
    ['key:"abc d', 10, /ends too early/],
    ['a )', 2, /cannot be read here/],
    ['a OR OR b', 7, /cannot be read here/],
    ['"a"b', 3, /cannot be read here/],
    ['a () b', 2, /brackets are empty/],
    ['x'.repeat(MAX_FILTER_LENGTH + 1), MAX_FILTER_LENGTH, /at most 1000/],
  ])('%s', (filter, at, sentence) => {
    const broken = brokenOf(filter);
    expect(broken.at).toBe(at);
    expect(broken.sentence).toMatch(sentence);
    expect(broken.message.startsWith(`${broken.sentence}\n`)).toBe(true);
  });

  it('under which stands a caret', () => {
    expect(brokenOf('verdict:repeats foo:1').message.split('\n').slice(1)).toEqual([
      '  verdict:repeats foo:1',
      '                  ^',
    ]);
  });

  it('and cannot do anything to a terminal', () => {
    expect(brokenOf('\u001b[2Ja )').message.split('\n').slice(1)).toEqual(['  \\x1b[2Ja )', '           ^']);
  });

  it('and is shown in part when it is long', () => {
    const [, shown = '', caret = ''] = brokenOf(`${'a '.repeat(200)}foo:1 ${'b '.repeat(200)}`).message.split('\n');
    expect(shown.length).toBeLessThan(130);
    expect(shown.slice(caret.indexOf('^')).startsWith('foo:1')).toBe(true);
  });
});

describe('any text at all', () => {
  const pieces = ['a', ' ', '(', ')', '"', "'", '\\', '-', 'AND', 'OR', 'NOT', ':', '*', '[', ']', '{', '}', '/', '\0'];
  const tests = [...FIELDS.keys()].map((field) => `${field}:`);
  const filters = fc
    .array(fc.oneof(fc.constantFrom(...pieces, ...tests, '1 TO 2', '10m', '\ud800'), fc.string()), { maxLength: 14 })
    .map((parts) => parts.join(''));

  it('is read or refused with a place inside it', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        const reading = readFilter(filter);
        if (reading.kind === 'filter') return;
        expect(reading.at).toBeGreaterThanOrEqual(0);
        expect(reading.at).toBeLessThanOrEqual(filter.length);
        expect(reading.message).toMatch(/\^$/);
      }),
      { numRuns: 500 },
    );
  });

  it('of the greatest length is read in no time that a person would notice', () => {
    const longest = 'a '.repeat(MAX_FILTER_LENGTH / 2);
    expect(expressionOf(longest)).toMatchObject({ kind: 'and' });
    const deepest = '('.repeat(499) + 'a' + ')'.repeat(499);
    expect(expressionOf(deepest)).toEqual(a);
  });
});
