/**
 * Where hostile texts come from: right ones that are then spoiled, and words that have broken something somewhere. A text
 * may stand for bytes too, one letter each (latin 1).
 */
import fc from 'fast-check';

/** What parsers, terminals, disks and databases have stumbled over. */
export const NASTY: readonly string[] = [
  '',
  '\0',
  '\r',
  '\n',
  '\r\n',
  '\t',
  ' ',
  '\u001b[2J',
  '\u001b]0;x\u0007',
  '\u009b1m',
  '\u202e',
  '\u2028',
  '\ud800',
  '\udfff',
  '\ufeff',
  '\uffff',
  '😀',
  'İ',
  'ß',
  '"',
  "'",
  '`',
  '\\',
  '\\u0000',
  '\\ud800',
  '/',
  '..',
  '../../etc/passwd',
  '%00',
  '%2e%2e%2f',
  '$(id)',
  '${x}',
  ';',
  '|',
  '&',
  '<script>',
  '{}',
  '[]',
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  ':',
  ',',
  '=',
  '*',
  '?',
  '#',
  '@',
  '-',
  '+',
  '--',
  'null',
  'true',
  'NaN',
  'Infinity',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '0',
  '-0',
  '-1',
  '1e999',
  '1e-999',
  '007',
  '0x10',
  '9007199254740993',
  '99999999999999999999999999',
  '2147483648',
  '1.5',
];

/** Anything: letters from all over, lone surrogates too. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.array(fc.constantFrom(...NASTY), { maxLength: 8 }).map((parts) => parts.join('')),
);

export interface Spoiling {
  /** Right texts to begin with. */
  readonly from: readonly string[];
  /** Words that mean something to what reads them. */
  readonly words?: readonly string[];
  readonly longest?: number;
}

/** Right texts, with up to six things done to each: mostly none or one, so that some stay right. */
export function spoiled({ from, words = [], longest = 20_000 }: Spoiling): fc.Arbitrary<string> {
  const changes = fc.array(changeOf([...NASTY, ...words], from), { maxLength: 6 });
  return fc
    .tuple(fc.constantFrom(...from), changes)
    .map(([text, all]) => all.reduce((before, change) => change(before), text).slice(0, longest));
}

type Change = (text: string) => string;

/** A place as a share of the length, so that it means something in every text. */
const places = fc.nat({ max: 0xffff });
const lengths = fc.oneof(fc.nat({ max: 4 }), fc.nat({ max: 200 }));

function changeOf(words: readonly string[], others: readonly string[]): fc.Arbitrary<Change> {
  const word = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...words) }, { weight: 1, arbitrary: anyText });
  return fc.oneof(
    named('insert', word, (text, at, more) => text.slice(0, at) + more + text.slice(at)),
    named('replace', fc.tuple(lengths, word), (text, at, [length, more]) => {
      return text.slice(0, at) + more + text.slice(at + length);
    }),
    named('delete', lengths, (text, at, length) => text.slice(0, at) + text.slice(at + length)),
    named('cut', fc.constant(null), (text, at) => text.slice(0, at)),
    named('repeat', fc.tuple(lengths, fc.nat({ max: 300 })), (text, at, [length, times]) => {
      const piece = text.slice(at, at + length);
      return (
        text.slice(0, at) + piece.repeat(Math.min(times, Math.floor(20_000 / (piece.length + 1)))) + text.slice(at)
      );
    }),
    named('flip', fc.nat({ max: 7 }), (text, at, bit) => {
      const code = (text.charCodeAt(at) || 0) ^ (1 << bit);
      return text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1);
    }),
    named('splice', fc.constantFrom(...others), (text, at, other) => text.slice(0, at) + other.slice(at)),
    named('swap', lengths, (text, at, length) => {
      return text.slice(at, at + length) + text.slice(0, at) + text.slice(at + length);
    }),
  );
}

type Act<T> = (text: string, at: number, with_: T) => string;

/** A change at some place that says what it is when it is printed. */
function named<T>(name: string, given: fc.Arbitrary<T>, act: Act<T>): fc.Arbitrary<Change> {
  return fc.tuple(places, given).map(([share, value]) => {
    const change: Change = (text) => act(text, Math.floor((share / 0x1_0000) * (text.length + 1)), value);
    return Object.assign(change, { [fc.toStringMethod]: () => `${name} at ${share}: ${fc.stringify(value)}` });
  });
}

const keys = fc.oneof(fc.constantFrom('__proto__', 'constructor', 'toString', 'length', '0', 'id', 'name'), anyText);

/** Values that JSON can hold, names of the language's own among the keys. */
export const anyJson: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, true, false, 0, -0, -1, 1.5, 1e21, 5e-324, Number.MAX_SAFE_INTEGER + 2),
    anyText,
    fc.integer(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(keys, tie('value')), { maxLength: 4 }).map(objectOf),
  ),
})).value;

/** With every key its own, `__proto__` too, as `JSON.parse` makes them. */
export function objectOf(entries: readonly (readonly [string, unknown])[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(entries);
}
