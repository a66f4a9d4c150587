import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indentJson } from '../../../../src/core/json-indent.ts';
import { createDocument, type BodyDocument } from '../../../../src/show/present/document/document.ts';
import { NO_FOLDS, toggleFold, type Folds } from '../../../../src/show/present/document/folding.ts';
import type { Laid } from '../../../../src/show/present/document/layout.ts';
import { createOutline, MOST_LINES } from '../../../../src/show/present/document/outline.ts';
import { scanJson } from '../../../../src/show/present/document/scan-json.ts';
import { rowsFrom, TOP, walk } from '../../../../src/show/present/document/walk.ts';
import { lineText } from '../../../../src/show/present/line.ts';

const encoded = (text: string): Uint8Array => new TextEncoder().encode(text);

function read(body: string | Uint8Array): BodyDocument {
  const document = createDocument(typeof body === 'string' ? encoded(body) : body);
  while (!document.isDone()) document.readOn();
  return document;
}

function laid(document: BodyDocument, width: number, folds: Folds = NO_FOLDS): Laid {
  return { document, look: { width, folds, isVerbatim: true, needle: '' } };
}

function rows(body: string | Uint8Array, width = 10_000, folds = NO_FOLDS): readonly string[] {
  return rowsFrom(laid(read(body), width, folds), TOP, 100_000).map(({ line }) => lineText(line));
}

const spaces = fc.stringMatching(/^[ \n\r\t]{0,3}$/);
/** JSON text with spaces where they may stand. */
const json = fc
  .tuple(fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue())), spaces)
  .map(([value, gap]) =>
    JSON.stringify(value).replaceAll(/("(?:[^"\\]|\\.)*")|[,:{}[\]]/g, (token, text) =>
      text ? token : gap + token + gap,
    ),
  );

describe('a body that is JSON', () => {
  it('is set in lines as it is elsewhere, whatever stands in it', () => {
    fc.assert(
      fc.property(json, (text) => {
        const expected = indentJson(text).split('\n');
        const deepest = Math.max(...expected.map((line) => line.length - line.trimStart().length));
        fc.pre(deepest < 500);
        expect(read(text).problemAt()).toBeNull();
        // What stands in texts is made safe on both sides by the same rule; here only the setting counts.
        const plain = (line: string): boolean => /^[ -~]*$/.test(line) && line.length < 1000;
        fc.pre(expected.every(plain));
        expect(rows(text)).toEqual(expected);
      }),
    );
  });

  it('and nothing else is taken for JSON: the grammar agrees with JSON.parse about every text', () => {
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"\\u00e1"',
      '"\\x"',
      '"',
      '1',
      '-',
      '0',
      '1.5e3',
      '01',
      'null',
      'tru',
      ' ',
    ];
    const begun = fc.constantFrom('{', '[', '{"a":', '[1,');
    const text = fc
      .tuple(begun, fc.array(fc.constantFrom(...pieces), { maxLength: 8 }))
      .map(([a, b]) => a + b.join(''));
    // Almost right is where a grammar is wrong: a letter taken out of, or put into, what was JSON.
    const small = fc.constantFrom(
      '{"a":[1,{}],"b":"c"}',
      '[[],[0,null],"x"]',
      '[1.5,-2e3,true]',
      '{"a":{"b":[]},"c":0}',
    );
    const spoiled = fc
      .tuple(fc.oneof(small, json), fc.nat(), fc.constantFrom('', ...pieces))
      .map(([whole, at, put]) => {
        const place = at % whole.length;
        return whole.slice(0, place) + put + whole.slice(put === '' ? place + 1 : place);
      })
      .filter((sample) => /^\s*[[{]/.test(sample));
    fc.assert(
      fc.property(fc.oneof(text, json, spoiled), (sample) => {
        expect(read(sample).problemAt() === null).toBe(isJson(sample));
      }),
      { numRuns: 1000 },
    );
  });

  it('may be read in any slices', () => {
    fc.assert(
      fc.property(json, fc.integer({ min: 1, max: 7 }), (text, step) => {
        const bytes = encoded(text);
        const outline = createOutline(bytes);
        const scanner = scanJson(bytes, outline);
        while (!scanner.isDone()) scanner.readTo(scanner.position() + step);
        const whole = read(text).outline;
        expect(scanner.problem()).toBeNull();
        expect(outline.count()).toBe(whole.count());
        for (let index = 0; index < whole.count(); index += 1) expect(outline.line(index)).toEqual(whole.line(index));
      }),
    );
  });

  it('keeps numbers, doubled names and escapes as they were sent', () => {
    expect(rows('{"a": 1.0, "a":12345678901234567890,"c":"\\/\\u0041"}')).toEqual([
      '{',
      '  "a": 1.0,',
      '  "a": 12345678901234567890,',
      '  "c": "\\/\\u0041"',
      '}',
    ]);
  });

  it('may be nested without end', () => {
    const deep = 50_000;
    const document = read('['.repeat(deep) + ']'.repeat(deep));
    expect(document.problemAt()).toBeNull();
    expect(document.outline.count()).toBe(2 * deep - 1);
    expect(rowsFrom(laid(document, 40), { line: deep - 1, row: 0 }, 1).map(({ line }) => lineText(line))).toEqual([
      `${' '.repeat(20)}[]`,
    ]);
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const remarks = (body: string | Uint8Array): readonly string[] => read(body).remarks().map(lineText);

describe('a body that is none', () => {
  it.each([
    ['{"a":1,}', 'a name in quotes is expected at line 1, column 8'],
    ['[1 2]', 'a comma or ] is expected at line 1, column 4'],
    ['{"a":1\n"b":2}', 'a comma or } is expected at line 2, column 1'],
    ['{"ě" 1}', 'a colon is expected at line 1, column 6'],
    ['{"a":"x', 'a text begins here and does not end at line 1, column 6'],
    ['{"a":"\\x"}', 'there is no such escape at line 1, column 7'],
    ['{"a":"\n"}', 'a control character may not stand in a text at line 1, column 7'],
    ['{"a":1', 'it ends too early at line 1, column 7'],
    ['{}{}', 'the end is expected at line 1, column 3'],
    ["{'a':1}", 'a name in quotes or } is expected at line 1, column 2'],
  ])('says of %j what is wrong and where, and shows it as it came', (body, what) => {
    expect(remarks(body)[0]).toBe(`No valid JSON: ${what}.`);
    expect(rows(body)).toEqual(body.split('\n'));
  });

  it('shows the place with the byte set off', () => {
    const [, place] = read('{"total":12x,"b":1}').remarks();
    expect(place?.find(({ tone }) => tone === 'match')?.text).toBe('1');
    expect(lineText(place ?? [])).toBe('  {"total":12x,"b":1}');
  });

  it('stays text, line by line, controls made visible', () => {
    expect(rows('a=1&b=2\r\nc\u001b[2J\rd\n')).toEqual(['a=1&b=2', 'c\\x1b[2J', 'd']);
    expect(rows('')).toEqual([]);
    expect(rows(Uint8Array.from([0x4b, 0xf8, 0x0a, 0x1b]))).toEqual(['K\\xf8', '\\x1b']);
    expect(remarks(Uint8Array.from([0xf8]))[0]).toMatch(/^Not valid UTF-8/);
  });

  it('ends where nobody reads any more, and says so', () => {
    const document = read(`x${'\n'.repeat(MOST_LINES + 5)}`);
    expect(document.outline.count()).toBe(MOST_LINES);
    expect(document.remarks().map(lineText)).toEqual([`The first ${MOST_LINES} lines, 1.5 MB of 1.5 MB.`]);
  });
});

describe('walking', () => {
  it('passes each row once, down and up again, with anything folded', () => {
    fc.assert(
      fc.property(json, fc.array(fc.nat(30)), fc.integer({ min: 10, max: 30 }), (text, folded, width) => {
        const document = read(text);
        const open = folded.filter((line) => line < document.outline.count());
        const at = laid(document, width, open.reduce(toggleFold, NO_FOLDS));
        const all = rowsFrom(at, TOP, 100_000).map(({ place }) => place);
        expect(all.map((_, index) => walk(at, TOP, index))).toEqual(all);
        const last = all.at(-1) ?? TOP;
        expect(all.map((_, index) => walk(at, last, -index))).toEqual(all.toReversed());
      }),
      { numRuns: 50 },
    );
  });

  it('goes over a line of a megabyte in rows, without losing a letter', () => {
    const text = 'lorem ipsum dolor '.repeat(60_000);
    const shown = rows(`{"a":"${text}"}`, 80);
    expect(Math.max(...shown.map((row) => row.length))).toBeLessThanOrEqual(80);
    expect(shown.join('').replaceAll(' ', '')).toBe(`{"a":"${text}"}`.replaceAll(' ', ''));
  });
});
