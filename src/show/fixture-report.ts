/**
 * Fixtures for people: one line each, and what is wrong with one.
 */
import type { KnownFixture } from '../fixture/find-fixture.ts';
import type { BodyFinding } from '../fixture/validate.ts';
import { line, span, type Line } from './present/line.ts';
import { padText } from './present/width.ts';

/** `name` is what `trigger` takes. */
export function fixtureLine({ standing, origin }: KnownFixture, name: string): Line {
  return [
    span(`${padText(name, 36)}  `, 'strong'),
    span(`${padText(origin, 9)}  `, origin === 'own' ? 'accent' : 'dim'),
    span(standing, 'dim'),
  ];
}

export function checkedLines(name: string, findings: readonly BodyFinding[]): readonly Line[] {
  const isWrong = findings.some((finding) => finding.isWrong);
  const head: Line = isWrong ? [span(`x ${name}`, 'warning')] : [span(`✓ ${name}`, 'good')];
  return [head, ...findings.map(findingLine)];
}

function findingLine({ place, problem, standing, isWrong }: BodyFinding): Line {
  return [
    span(`  ${place === '' ? '' : `${place}: `}${problem}`),
    span(isWrong ? `  (${standing})` : '  (only unlike the shop)', 'dim'),
  ];
}

/** How many findings of one fixture are shown; 5000 records may all be wrong alike. */
export const FINDINGS_SHOWN = 20;

export function moreLine(count: number): readonly Line[] {
  return count > 0 ? [line(`  and ${count} more`, 'dim')] : [];
}
