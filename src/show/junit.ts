/**
 * Findings as a JUnit report, in the form that Jenkins, GitHub actions and GitLab read: one suite, one case a check.
 * In: findings. Out: XML in which no text of a handler can be markup. A warning passes; what it says stands in
 * `system-out`.
 */
import type { Finding } from '../check/check.ts';
import { isoUtc, SECOND, type Instant, type Millis } from '../core/instant.ts';

export interface TimedFinding extends Finding {
  readonly ms: Millis;
}

export interface JunitSuite {
  readonly findings: readonly TimedFinding[];
  /** Of the handler, without userinfo. */
  readonly url: string;
  readonly startedAt: Instant;
}

const SUITE = 'upgates-dev test';

export function junitReport({ findings, url, startedAt }: JunitSuite): string {
  const count = (status: Finding['status']): number => findings.filter((found) => found.status === status).length;
  const counts = attributes({
    tests: findings.length,
    failures: count('failed'),
    errors: 0,
    skipped: count('skipped'),
    time: seconds(findings.reduce((sum, { ms }) => sum + ms, 0)),
  });
  const named = attributes({ name: SUITE });
  // Without the zone: the schema's timestamp has none.
  const when = attributes({ timestamp: isoUtc(startedAt).slice(0, 19), hostname: 'localhost' });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${named}${counts}>`,
    `  <testsuite${named}${counts}${when}>`,
    `    <properties><property${attributes({ name: 'url', value: url })}/></properties>`,
    ...findings.flatMap(caseLines),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function caseLines(found: TimedFinding): readonly string[] {
  const head = attributes({ name: found.name, classname: 'upgates-dev.test', time: seconds(found.ms) });
  const inner = [...result(found), ...told(found)];
  if (inner.length === 0) return [`    <testcase${head}/>`];
  return [`    <testcase${head}>`, ...inner.map((text) => `      ${text}`), '    </testcase>'];
}

function result(found: TimedFinding): readonly string[] {
  const message = attributes({ message: found.got ?? '' });
  if (found.status === 'skipped') return [`<skipped${message}/>`];
  if (found.status !== 'failed') return [];
  return [`<failure${message} type="${found.name}">${escaped(reasons(found))}</failure>`];
}

function told(found: TimedFinding): readonly string[] {
  const warning = found.status === 'warned' ? reasons(found) : '';
  const text = [warning, ...(found.output ?? [])].filter((part) => part !== '').join('\n');
  return text === '' ? [] : [`<system-out>${escaped(text)}</system-out>`];
}

function reasons({ sent, expected, got, meaning, hint }: Finding): string {
  const rows = [
    ['sent', sent],
    ['expected', expected],
    ['got', got],
    ['means', meaning],
    ['hint', hint],
  ] as const;
  return rows.flatMap(([name, text]) => (text === null || text === '' ? [] : [`${name}: ${text}`])).join('\n');
}

function seconds(ms: Millis): string {
  return (ms / SECOND).toFixed(3);
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('');
}

/** What XML 1.0 cannot carry at all, even escaped: controls, halves of a pair, two non-characters. */
// oxlint-disable-next-line no-control-regex
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
]);

function escaped(text: string): string {
  return text.replaceAll(NOT_XML, '\ufffd').replaceAll(/[&<>"]/g, (character) => ENTITIES.get(character) ?? '');
}
