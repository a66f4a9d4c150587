import { expect, it } from 'vitest';
import { saidIn } from '../../../src/show/present/said.ts';

const said = (type: string, body: string): string | null =>
  saidIn({ headers: [['Content-Type', type]], body: Buffer.from(body) });

it.each([
  ['text/plain', 'duplicate key value\nat line 3', 'duplicate key value'],
  ['application/json', '{"statusCode":500,"message":"Internal server error"}', 'Internal server error'],
  ['application/json', '{"error":{"message":["orders must be a list","x"]}}', 'orders must be a list'],
  ['application/problem+json', '{"title":"Bad","detail":"No such order"}', 'No such order'],
  ['application/json', '{"ok":false}', '{"ok":false}'],
  [
    'text/html',
    '<!DOCTYPE html><title>Error</title><pre>TypeError: a &lt; b<br> &nbsp; at x</pre>',
    'TypeError: a < b',
  ],
  ['text/html', '<html><title>502 Bad Gateway</title><h1>nginx</h1>', '502 Bad Gateway'],
  ['text/html', '<html><body>', null],
  ['text/plain', ' \n ', null],
  ['text/plain', '', null],
])('%s %j', (type, body, expected) => {
  expect(said(type, body)).toBe(expected);
});

it('is one line of a length that can be read, however long the answer is', () => {
  const told = said('text/plain', 'č'.repeat(1_000_000));
  expect(Array.from(told ?? '')).toHaveLength(160);
  expect(told).toMatch(/^č+…$/);
});

it('does not get lost in depth', () => {
  const deep = `${'{"error":'.repeat(1000)}"x"${'}'.repeat(1000)}`;
  expect(said('application/json', deep)).toHaveLength(160);
});
