/** A few letters, over and over, as long as the texts that strangers can send: whoever looks at them ends soon. */
import fc from 'fast-check';
import { recordKeys } from '../../../src/core/envelope.ts';
import { jsonFlaw } from '../../../src/core/json-flaw.ts';
import { indentJson } from '../../../src/core/json-indent.ts';
import { maskSecrets, maskUrl, withoutUserinfo } from '../../../src/core/masking.ts';
import { inQuotes, printableLines } from '../../../src/core/printable.ts';
import { readFault } from '../../../src/faults/read-fault.ts';
import { readFilter } from '../../../src/filter/read-filter.ts';
import { bodyText } from '../../../src/filter/search-text.ts';
import { bodyWithoutSecrets } from '../../../src/fixture/without-secrets.ts';
import { compactJson } from '../../../src/replay/edit.ts';
import { bodyLines } from '../../../src/show/present/body.ts';
import { excerptLines } from '../../../src/show/present/document/excerpt.ts';
import { cutText, wrapText } from '../../../src/show/present/width.ts';
import { NASTY } from '../letters.ts';
import { target } from '../target.ts';

const LENGTH = 100_000;

const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  'taking secrets out': (text) => bodyWithoutSecrets(Buffer.from(text), { secrets: ['s3cret'], people: true }),
  'masking secrets': maskSecrets,
  'masking an address': (text) => [maskUrl(`https://x/${text}`), withoutUserinfo(text)],
  'printing lines': printableLines,
  quoting: inQuotes,
  'finding keys': (text) => recordKeys('Orders.create', text),
  searching: (text) => bodyText(Buffer.from(text)),
  'finding a flaw': jsonFlaw,
  'setting in lines': indentJson,
  compacting: compactJson,
  'lines of a body': (text) => bodyLines(Buffer.from(text.slice(0, LENGTH / 2)), 80),
  'an excerpt': (text) => excerptLines(Buffer.from(text.slice(0, LENGTH / 2)), 80),
  cutting: (text) => cutText(text, 40),
  wrapping: (text) => wrapText(text.slice(0, LENGTH / 10), 80),
  'a filter': readFilter,
  'the beginning of a filter': (text) => readFilter(text.slice(0, 900)),
  'a fault': (text) => [readFault(text), readFault(text.slice(0, 1900))],
};

const PIECES = [
  ...NASTY,
  'a',
  'Basic ',
  'authorization: ',
  '://',
  '"a":',
  '(a)',
  'key:',
  ' OR ',
  '\u0301',
  '\u200d',
  'č',
];

export const LONG_TEXTS = target({
  name: 'long-texts',
  words: 'a few letters a hundred thousand times: read in a time that grows with their number',
  ci: 12,
  weight: 0.02,
  open: () => ({
    cases: fc
      .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 4 })
      .map((pieces) => pieces.join(''))
      .filter((unit) => unit !== ''),
    check(unit) {
      const text = unit.repeat(Math.ceil(LENGTH / unit.length));
      for (const [name, read] of Object.entries(READERS)) {
        for (const one of [text, `{"a":"${text}`]) {
          const before = process.cpuUsage();
          read(one);
          const ms = process.cpuUsage(before).user / 1000;
          if (ms > LONGEST) throw new Error(`${name} takes ${ms} ms`);
        }
      }
    },
  }),
});

/**
 * Of the processor's time, in milliseconds: how busy the machine is does not count. What takes the square of the length
 * takes longer; what takes the length, a tenth of it at most.
 */
const LONGEST = 4000;
