/**
 * Text that a terminal may obey, a reader may be fooled by, or an arithmetic of widths may stumble over.
 */
import fc from 'fast-check';

const ESC = '\u001b';

/** Sequences of every kind, whole and cut, in 7 and in 8 bits. */
export const SEQUENCES: readonly string[] = [
  `${ESC}[2J`,
  `${ESC}[1;1H`,
  `${ESC}[31;5m`,
  `${ESC}[?1049l`,
  `${ESC}[?25h`,
  `${ESC}[8;5;5t`,
  `${ESC}[6n`,
  `${ESC}[`,
  `${ESC}]0;owned\u0007`,
  `${ESC}]52;c;b3duZWQ=${ESC}\\`,
  `${ESC}]8;;http://127.0.0.1/\u0007link`,
  `${ESC}P+q544e${ESC}\\`,
  `${ESC}_Gowned${ESC}\\`,
  `${ESC}c`,
  `${ESC}(0`,
  `${ESC}#8`,
  '\u009b2J',
  '\u009d0;owned\u009c',
  '\u0090q\u009c',
  '\u0084\u0085\u008d',
  '\u0000\u0007\u0008\u007f\u000e\u000f',
  '\r\n\t\u000b\u000c',
];

const TURNED = ['\u202eowned\u2066', '\u061c\u200f\u200e', 'שלום עולם مرحبا', '\u2028\u2029', '\u2067a\u2069'];

const ODD_WIDTHS = [
  '\u200b\u200d\ufeff\u2060\u00ad',
  'a\u0301\u0301\u0301\u0301',
  `e${'\u0301'.repeat(40)}`,
  '\u0301',
  '漢字',
  'ｶﾞｷﾞ',
  '각',
  '🎉',
  '👩‍👩‍👧',
  '🇨🇿🇸',
  '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
  '1️⃣☺️✓️',
  '\u{1f3fb}',
  '\u3000',
  '﷽',
  '𒐫',
  '\ud83c',
  '\udf89',
];

const PLAIN = ['Příliš žluťoučký kůň ', '\\u001b[2J', '%s {0} $(id) `id`', ' ', 'x'.repeat(300), '"\'<>&'];

/** A few of them one behind the other. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...SEQUENCES, ...TURNED, ...ODD_WIDTHS, ...PLAIN), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.join(''));

const leaf = fc.oneof(hostileText, fc.integer(), fc.constant(null), fc.boolean());
const record = fc.dictionary(
  hostileText,
  fc.oneof(leaf, fc.array(leaf, { maxLength: 4 }), fc.dictionary(hostileText, leaf)),
  { minKeys: 1, maxKeys: 5 },
);

/** As JSON writes it, with the controls as raw bytes, and no JSON at all. */
export const hostileBody: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: record.map((value) => JSON.stringify(value)) },
  { weight: 3, arbitrary: record.map((value) => `{"a":${JSON.stringify(value).replaceAll('\\u001b', ESC)}}`) },
  { weight: 2, arbitrary: hostileText },
);

const MEGABYTE = 1_000_000;
const filled = (part: string): string => part.repeat(Math.ceil(MEGABYTE / part.length));
const nested = (open: string, close: string): string => open.repeat(100_000) + close.repeat(100_000);

/** Bodies of a megabyte and of a hundred thousand levels. */
export const LONG_BODIES: Readonly<Record<string, string>> = {
  'lists in lists': nested('[', ']'),
  'objects in objects': nested('{"a":', '}').replace('}', '1}'),
  'lists that never end': '['.repeat(100_000),
  'a line of sequences': JSON.stringify({ note: filled(`${ESC}[2J`) }),
  'a line of raw sequences': `{"note":"${filled(`${ESC}]0;owned\u0007`)}"}`,
  'one letter with marks without end': JSON.stringify({ note: `a${filled('\u0301')}` }),
  'one family without end': JSON.stringify({ note: filled('👩‍') }),
  'wide letters': JSON.stringify({ note: filled('漢') }),
  'a name of a megabyte': JSON.stringify({ [filled('\u009b2J')]: 1 }),
  'no JSON, turned round': filled('\u202eab'),
  'lines without end': filled('\r\n'),
};
