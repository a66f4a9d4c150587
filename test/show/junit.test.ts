import { describe, expect, it } from 'vitest';
import { junitReport, type TimedFinding } from '../../src/show/junit.ts';

const AT = Date.UTC(2026, 10, 24, 9, 30);

function found(name: string, more: Partial<TimedFinding> = {}): TimedFinding {
  const nothing = { sent: null, expected: null, got: null, meaning: null, hint: null, output: null };
  return { name, status: 'passed', ms: 1234, ...nothing, ...more };
}

const NASTY = 'a <b>&amp; "quoted" ]]> \u001b[31m \u0000 \ud800 \uffff \ud83d\uded2';

const FINDINGS: readonly TimedFinding[] = [
  found('events', { got: '36 right answers' }),
  found('budget', { status: 'warned', got: 'p95 600 ms', meaning: 'It is slow.', hint: 'Be quick.' }),
  found('burst', {
    status: 'failed',
    sent: '50 calls',
    expected: '200',
    got: NASTY,
    meaning: NASTY,
    hint: NASTY,
    output: [NASTY],
  }),
  found('recovery', { status: 'skipped', got: 'needs --start' }),
];

const report = (findings: readonly TimedFinding[] = FINDINGS): string =>
  junitReport({ findings, url: 'http://localhost:3000/a?b&c', startedAt: AT });

/** An element of the strictest common part of both schemas: children in their order, attributes with a form. */
interface Rule {
  readonly children: RegExp;
  readonly required: Readonly<Record<string, RegExp>>;
  readonly optional?: readonly string[];
  readonly hasText?: true;
}

const COUNT = /^\d+$/;
const ANY = /^/;
const TIME = /^\d+\.\d{3}$/;

const RULES: Readonly<Record<string, Rule>> = {
  testsuites: { children: /^(testsuite )*$/, required: {} },
  testsuite: {
    children: /^properties (testcase )*system-out system-err $/,
    required: {
      id: COUNT,
      package: /./,
      name: /./,
      hostname: /./,
      timestamp: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/,
      tests: COUNT,
      failures: COUNT,
      errors: COUNT,
      skipped: COUNT,
      time: TIME,
    },
  },
  properties: { children: /^(property )*$/, required: {} },
  property: { children: /^$/, required: { name: /./, value: ANY } },
  testcase: { children: /^((skipped|error|failure) )?$/, required: { name: /./, classname: /./, time: TIME } },
  skipped: { children: /^$/, required: {}, optional: ['message', 'type'] },
  failure: { children: /^$/, required: { type: /./ }, optional: ['message'], hasText: true },
  'system-out': { children: /^$/, required: {}, hasText: true },
  'system-err': { children: /^$/, required: {}, hasText: true },
};

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: string[];
  text: string;
}

const TAG = /<(\/?)([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>|([^<]+)/gy;
const ENTITY = /&(?!(?:amp|lt|gt|quot);)/;
// oxlint-disable-next-line no-control-regex
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u;

/** Reads the well-formed XML that we write; throws at anything else. */
function elementsOf(xml: string): readonly Element[] {
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!xml.startsWith(head) || ENTITY.test(xml) || NOT_XML.test(xml)) throw new Error('not XML');
  const all: Element[] = [];
  const open: Element[] = [];
  const body = xml.slice(head.length);
  let at = 0;
  for (const match of body.matchAll(TAG)) {
    at = match.index + match[0].length;
    const [, isEnd, name = '', attributes = '', isEmpty, text] = match;
    if (text !== undefined) {
      const around = open.at(-1);
      if (around !== undefined) around.text += text;
    } else if (isEnd === '/') {
      if (open.pop()?.name !== name) throw new Error(`${name} is closed and not open`);
    } else {
      const pairs = [...attributes.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]);
      const element: Element = { name, attributes: Object.fromEntries(pairs), children: [], text: '' };
      open.at(-1)?.children.push(name);
      all.push(element);
      if (isEmpty !== '/') open.push(element);
    }
  }
  if (at !== body.length || open.length > 0) throw new Error('not well formed');
  return all;
}

function complaints({ name, attributes, children, text }: Element): readonly string[] {
  const rule = RULES[name];
  if (rule === undefined) return [`${name} is unknown`];
  const allowed = [...Object.keys(rule.required), ...(rule.optional ?? [])];
  return [
    ...Object.entries(rule.required).flatMap(([key, form]) =>
      form.test(attributes[key] ?? '\n') ? [] : [`${name} ${key}`],
    ),
    ...Object.keys(attributes).flatMap((key) => (allowed.includes(key) ? [] : [`${name} may not have ${key}`])),
    ...(rule.children.test(children.map((child) => `${child} `).join(''))
      ? []
      : [`${name} holds ${children.join(' ')}`]),
    ...(rule.hasText === true || text.trim() === '' ? [] : [`${name} holds text`]),
  ];
}

describe('a JUnit report', () => {
  it.each([
    ['with everything', FINDINGS],
    ['of nothing', []],
  ])('is valid %s', (_what, findings) => {
    expect(elementsOf(report(findings)).flatMap(complaints)).toEqual([]);
  });

  it('counts', () => {
    const suite = elementsOf(report()).find(({ name }) => name === 'testsuite');
    expect(suite?.attributes).toMatchObject({ tests: '4', failures: '1', errors: '0', skipped: '1', time: '4.936' });
  });

  it('keeps what a handler says from being markup, and says it all the same', () => {
    const failure = elementsOf(report()).find(({ name }) => name === 'failure');
    expect(failure?.attributes['message']).toContain('a &lt;b&gt;&amp;amp; &quot;quoted&quot; ]]&gt;');
    expect(failure?.text).toContain('\u{1f6d2}');
  });

  it('tells of a warning and of the output of the handler', () => {
    const text = elementsOf(report()).find(({ name }) => name === 'system-out')?.text ?? '';
    expect(text).toContain('budget: hint: Be quick.');
    expect(text).toContain('burst: a &lt;b&gt;');
  });
});

it('the rules of this test catch what they should', () => {
  const broken = (xml: string): string => report().replace('<testcase classname', xml);
  expect(elementsOf(broken('<testcase colour="x" classname')).flatMap(complaints)).toEqual([
    'testcase may not have colour',
  ]);
  expect(elementsOf(report().replace('<properties>', 'text<properties>')).flatMap(complaints)).toEqual([
    'testsuite holds text',
  ]);
  expect(() => elementsOf(report().replace('</testsuite>', ''))).toThrow('closed and not open');
});
