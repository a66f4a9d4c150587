/** A hostile payload on its way: its keys are found, it is searched, shown and exported, and nothing of it gets through. */
import fc from 'fast-check';
import { recordKeys } from '../../../src/core/envelope.ts';
import { findEvent } from '../../../src/core/events.ts';
import { indentJson } from '../../../src/core/json-indent.ts';
import { printable, safeJson } from '../../../src/core/printable.ts';
import { bodyText } from '../../../src/filter/search-text.ts';
import { readFixture } from '../../../src/fixture/builtin.ts';
import { checkBody, findingText } from '../../../src/fixture/validate.ts';
import { bodyWithoutSecrets } from '../../../src/fixture/without-secrets.ts';
import { compactJson } from '../../../src/replay/edit.ts';
import { bodyLines } from '../../../src/show/present/body.ts';
import { excerptLines } from '../../../src/show/present/document/excerpt.ts';
import { lineText } from '../../../src/show/present/line.ts';
import { anyJson, spoiled } from '../letters.ts';
import { target } from '../target.ts';

const SECRET = 'k3yOfTheShop-77';
const NAMES = ['Orders.create', 'Products.update', 'Gifts.create'] as const;
const LABELS = [null, 'emoji', 'escapes', 'right-to-left', 'unknown-fields'];
const FIXTURES = LABELS.map((label) => readFixture('Orders.create', label) ?? '{}');
const ESCAPED = Array.from(SECRET, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
const MORE = [
  `{"api_key":"${SECRET}","note":"http://me:${SECRET}@x/y","orders":[{"order_number":{"a":1}}]}`,
  `{"note":"so ${ESCAPED}!","${ESCAPED}":1}`,
];

/** One letter a byte, so that what is no UTF-8 comes along too. */
const bodies = fc.oneof(
  spoiled({
    from: [...FIXTURES, ...MORE],
    words: [SECRET, '"orders":', '\xff', '\xc0\x80', '\xed\xa0\x80', '\\u001b'],
  }),
  anyJson.map((value) => Buffer.from(JSON.stringify({ orders: value })).toString('latin1')),
);

export const PAYLOADS = target({
  name: 'payloads',
  words: 'any bytes as a body: shown without a control character, exported without a secret',
  ci: 250,
  weight: 12,
  open: () => ({
    cases: fc.tuple(bodies, fc.constantFrom(...NAMES), fc.constantFrom(1, 20, 80)),
    check([latin1, event, width]) {
      const body = Buffer.from(latin1, 'latin1');
      const text = body.toString('utf8');
      bodyText(body);
      judgeLine(printable(recordKeys(event, text).label));
      const definition = findEvent(event);
      if (definition !== undefined) checkBody(definition, text).map(findingText).map(printable).forEach(judgeLine);
      for (const line of [...bodyLines(body, width), ...excerptLines(body, width)]) judgeLine(lineText(line));
      judgeJson(text);
      judgeExport(body);
    },
  }),
});

// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

function judgeLine(text: string): void {
  if (CONTROLS.test(text)) throw new Error(`a control gets through: ${JSON.stringify(text)}`);
}

/** Setting JSON in lines, or taking the lines out again, changes no value. */
function judgeJson(text: string): void {
  const value = parsed(text);
  if (value === undefined) return void indentJson(text);
  for (const other of [indentJson(text), compactJson(text)]) {
    if (JSON.stringify(parsed(other)) !== JSON.stringify(value)) throw new Error(`the JSON has changed: ${other}`);
  }
  judgeLine(safeJson(value));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function judgeExport(body: Buffer): void {
  const out = bodyWithoutSecrets(body, { secrets: [SECRET], people: true });
  if (out.includes(SECRET)) throw new Error(`exported with the secret: ${out.toString('latin1')}`);
  if (parsed(body.toString('utf8')) === undefined) return;
  const value = parsed(out.toString('utf8'));
  if (value === undefined) throw new Error(`exported, it is no JSON any more: ${out.toString('latin1')}`);
  if (JSON.stringify(value).includes(SECRET)) throw new Error(`exported with the secret: ${out.toString('latin1')}`);
}
