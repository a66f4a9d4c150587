import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDocument } from '../../../../src/show/present/document/document.ts';
import { readableLetters } from '../../../../src/show/present/document/letters.ts';
import { findIn, isIn, needleOf } from '../../../../src/show/present/document/needle.ts';
import { searchIn } from '../../../../src/show/present/document/search.ts';

function search(body: string, text: string): readonly number[] {
  const document = createDocument(new TextEncoder().encode(body));
  while (!document.isDone()) document.readOn();
  const found = searchIn(document, needleOf(text));
  while (!found.isDone()) found.lookOn();
  return found.matches();
}

const marked = (text: string, needle: string): string => {
  const [first] = findIn(text, needleOf(needle));
  return first === undefined ? '' : text.slice(first.start, first.end);
};

describe('what is looked for', () => {
  it.each([
    ['Přijatá', 'PŘIJ', 'Přij'],
    ['"P\\u0159ijat\\u00e1"', 'přij', 'P\\u0159ij'],
    ['"http:\\/\\/x"', '://x', ':\\/\\/x'],
    ['"a\\\\u0159"', 'ř', ''],
    ['İstanbul', 'stan', 'stan'],
    ['a🎉b', '🎉', '🎉'],
    ['abc', 'd', ''],
    ['abc', '', ''],
  ])('in %j as %j is %j', (text, needle, found) => {
    expect(marked(text, needle)).toBe(found);
  });

  it('is set off wherever it is found, and stretches never overlap', () => {
    const letters = fc.array(fc.constantFrom('a', 'A', 'ß', 'İ', 'č', '\\u010d', '\\', '"', 'u', '🎉'), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(letters, letters, (text, part) => {
        const [whole, needle] = [text.join(''), needleOf(part.slice(0, 3).join(''))];
        const found = findIn(whole, needle);
        expect(found.length > 0).toBe(isIn(whole, needle));
        let from = 0;
        for (const { start, end } of found) {
          expect(start).toBeGreaterThanOrEqual(from);
          expect(end).toBeGreaterThan(start);
          from = end;
        }
      }),
    );
  });
});

describe('a search', () => {
  it('finds the lines, in their order', () => {
    expect(search('{"a":"x","b":["X",1],"c":"y"}', 'x')).toEqual([1, 3]);
    expect(search('{ "a" : 1 }', '"a": 1')).toEqual([1]);
    expect(search('one\ntwo\nthree', 't')).toEqual([1, 2]);
  });

  it('finds each of many among very many', () => {
    const orders = Array.from({ length: 5000 }, (_, index) => ({ order_number: String(9_000_000 + index) }));
    expect(search(JSON.stringify({ orders }), '90049')).toHaveLength(100);
  });

  it('finds what stands across the pieces of a long line', () => {
    const text = `${'x'.repeat(2040)}needle${'y'.repeat(5000)}`;
    expect(search(JSON.stringify([text]), 'needle')).toHaveLength(1);
  });
});

describe('letters', () => {
  it.each([
    ['P\\u0159ijat\\u00e1', 'Přijatá'],
    ['\\ud83c\\udf89', '🎉'],
    ['\\ud83c', '\\ud83c'],
    ['\\u001b[2J\\u202e\\u200b\\u00a0', '\\u001b[2J\\u202e\\u200b\\u00a0'],
    ['\\\\u0159', '\\\\u0159'],
    ['\\u0022', '\\u0022'],
  ])('%j are read as %j', (sent, read) => {
    expect(readableLetters(sent)).toBe(read);
  });
});
