/**
 * What `doctor` found, for people: a sign, the check's name and what came; below it, where something is wrong, what was
 * tried, what it means and what to do.
 */
import type { Finding, Standing } from '../session/examine/finding.ts';
import { line, span, type Line, type Tone } from './present/line.ts';
import { padText } from './present/width.ts';

interface Look {
  readonly sign: string;
  readonly tone: Tone;
}

const LOOKS: Readonly<Record<Standing, Look>> = {
  passed: { sign: '✓', tone: 'good' },
  warned: { sign: '⚠', tone: 'repeat' },
  failed: { sign: '✗', tone: 'warning' },
  skipped: { sign: '○', tone: 'dim' },
};

const NAME = 12;
const INDENT = ' '.repeat(NAME + 12);

export function findingLines(found: Finding): readonly Line[] {
  return [
    findingHead(found, NAME),
    ...reasons(found).map(([text, weight]): Line => [span(INDENT), span(text, weight)]),
  ];
}

/** `width`: of the column of names. */
export function findingHead({ status, name, got }: Pick<Finding, 'status' | 'name' | 'got'>, width: number): Line {
  const { sign, tone } = LOOKS[status];
  return [
    span(`${sign} ${padText(status, 8)} `, tone),
    span(`${padText(name, width)} `, 'strong'),
    span(got ?? '', status === 'skipped' ? 'dim' : 'plain'),
  ];
}

/** What passed or was skipped needs no reasons, at most what to do to have it checked. */
function reasons({ status, sent, expected, meaning, hint }: Finding): readonly (readonly [string, Tone])[] {
  const isWrong = status === 'warned' || status === 'failed';
  const rows: readonly (readonly [string, Tone])[] = [
    [isWrong && sent !== null ? `tried: ${sent}` : '', 'dim'],
    [isWrong && expected !== null ? `expected: ${expected}` : '', 'dim'],
    [status === 'skipped' ? '' : (meaning ?? ''), 'plain'],
    [status === 'passed' ? '' : (hint ?? ''), 'accent'],
  ];
  return rows.filter(([text]) => text !== '');
}

export type Counts = Readonly<Record<Standing, number>>;

export function countsLine({ passed, warned, failed, skipped }: Counts): Line {
  return line(
    `${passed} passed, ${warned} warned, ${failed} failed, ${skipped} skipped`,
    failed > 0 ? 'warning' : 'good',
  );
}
