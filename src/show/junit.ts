/**
 * Findings as a JUnit report: one suite, one case a check. There is no one schema; this is valid against the two that tools
 * go by, Ant's (windyroad/JUnit-Schema) and that of Jenkins (xunit-plugin, junit-10.xsd): no attributes on the root, output
 * on the suite only. In: findings. Out: XML in which no text of a handler can be markup. A warning passes; what it says
 * stands in `system-out`.
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

const IDENTITY = { id: 0, name: 'upgates-dev test', package: 'upgates-dev', hostname: 'localhost' } as const;

export function junitReport({ findings, url, startedAt }: JunitSuite): string {
  const suite = attributes({ ...IDENTITY, timestamp: timestampOf(startedAt), ...countsOf(findings) });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    `  <testsuite${suite}>`,
    '    <properties>',
    `      <property${attributes({ name: 'url', value: url })}/>`,
    '    </properties>',
    ...findings.map(caseOf),
    `    <system-out>${escaped(findings.map(aside).join(''))}</system-out>`,
    '    <system-err/>',
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

/** Without the zone: Ant's schema forbids one. */
function timestampOf(at: Instant): string {
  return isoUtc(at).slice(0, 19);
}

function countsOf(findings: readonly TimedFinding[]): Readonly<Record<string, string | number>> {
  const count = (status: Finding['status']): number => findings.filter((found) => found.status === status).length;
  return {
    tests: findings.length,
    failures: count('failed'),
    errors: 0,
    skipped: count('skipped'),
    time: seconds(findings.reduce((sum, { ms }) => sum + ms, 0)),
  };
}

function caseOf(found: TimedFinding): string {
  const head = `    <testcase${attributes({ classname: 'upgates-dev.test', name: found.name, time: seconds(found.ms) })}`;
  const message = attributes({ message: found.got ?? '' });
  if (found.status === 'skipped') return `${head}><skipped${message}/></testcase>`;
  if (found.status !== 'failed') return `${head}/>`;
  return `${head}><failure${message} type="failed">${escaped(reasons(found))}</failure></testcase>`;
}

/** What a case cannot hold. */
function aside(found: TimedFinding): string {
  const warning = found.status === 'warned' ? reasons(found).split('\n') : [];
  return [...warning, ...(found.output ?? [])].map((text) => `${found.name}: ${text}\n`).join('');
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
