import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inQuotes, printable, printableLines, safeJson } from '../../src/core/printable.ts';

const anyText = fc.string({ unit: 'binary' });
/** Text that is mostly what a terminal obeys or a reader is fooled by. */
const anyHostile = fc
  .array(
    fc.oneof(
      fc.constantFrom('\u001b[2J', '\u009b31m', '\u202e', '\u2066', '\u0007', '\r', '\n', '\t', '\u007f', '\u061c'),
      anyText,
    ),
  )
  .map((parts) => parts.join(''));

/** Written apart from the code: C0, DEL, C1, line and paragraph separators, and everything Unicode calls bidi control. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]|\p{Bidi_Control}/u;

/** Every UTF-16 unit; random text meets a single one of them too rarely. */
const UNITS = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));

it('lets no control of the whole first plane through, one by one', () => {
  expect(UNITS.filter((unit) => CONTROL.test(printable(unit)))).toEqual([]);
  expect(UNITS.filter((unit) => CONTROL.test(safeJson(unit)))).toEqual([]);
});

describe('printable', () => {
  it('never lets a control character through', () => {
    fc.assert(
      fc.property(anyHostile, (text) => {
        expect(printable(text)).not.toMatch(CONTROL);
      }),
    );
  });

  it('shows each of them', () => {
    expect(printable('a\u001b[31mb')).toBe(String.raw`a\x1b[31mb`);
    expect(printable('\u0000\n\u007f\u009b')).toBe(String.raw`\x00\x0a\x7f\x9b`);
    expect(printable('\u202egpj.exe')).toBe(String.raw`\u202egpj.exe`);
  });

  it('shows halves of letters, which would become one letter side by side', () => {
    expect(printable('\ud83c') + printable('\udf89')).toBe(String.raw`\ud83c\udf89`);
    expect(printable('🎉\udf89a\ud83c🎉')).toBe(String.raw`🎉\udf89a\ud83c🎉`);
  });

  it('leaves all other text alone', () => {
    expect(printable('Přijatá – žluťoučký kůň 購物 🛒 \\')).toBe('Přijatá – žluťoučký kůň 購物 🛒 \\');
  });
});

describe('printableLines', () => {
  it('keeps line breaks of every kind and turns tabs into spaces', () => {
    expect(printableLines('a\r\n\tb\rc\n\nd')).toEqual(['a', '  b', 'c', '', 'd']);
  });

  it('never lets a control character through', () => {
    fc.assert(
      fc.property(anyHostile, (text) => {
        for (const line of printableLines(text)) expect(line).not.toMatch(CONTROL);
      }),
    );
  });
});

describe('safeJson', () => {
  it('parses back to the same value, on one line, with nothing a terminal obeys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), anyHostile, (value, text) => {
        const line = safeJson({ value, text });
        expect(JSON.parse(line)).toEqual(JSON.parse(JSON.stringify({ value, text })));
        expect(line).not.toMatch(CONTROL);
      }),
    );
  });

  it('escapes in the way of JSON', () => {
    expect(safeJson('\u009b\u202e\u007f\n')).toBe(String.raw`"\u009b\u202e\u007f\n"`);
  });
});

describe('a text of somebody’s in a sentence of ours', () => {
  it.each([
    ['Ordrs.create', '"Ordrs.create"'],
    ['a\u001b[2Jb', String.raw`"a\x1b[2Jb"`],
    ['x'.repeat(300), `"${'x'.repeat(200)}…"`],
    ['http://me:hunter2@localhost:3000/x', '"http://…@localhost:3000/x"'],
    ['http://me:hunter2', '"http://me:…"'],
    ['http://localhost:3000/x:y', '"http://localhost:3000/x:y"'],
  ])('%j', (text, wanted) => {
    expect(inQuotes(text)).toBe(wanted);
  });
});
