import { describe, expect, it } from 'vitest';
import { finding, type Finding, type Standing } from '../../src/session/examine/finding.ts';
import { countsLine, findingLines } from '../../src/show/doctor-report.ts';
import { lineText } from '../../src/show/present/line.ts';

const told = { sent: 'a POST', expected: 'an answer', got: 'nothing', meaning: 'It is dead.', hint: 'Start it.' };
const text = (found: Finding): readonly string[] => findingLines(found).map(lineText);

describe('a finding', () => {
  it.each<[Standing, string]>([
    ['passed', '✓ passed   tunnel       nothing'],
    ['warned', '⚠ warned   tunnel       nothing'],
    ['failed', '✗ failed   tunnel       nothing'],
    ['skipped', '○ skipped  tunnel       nothing'],
  ])('%s begins with a sign and the word', (status, head) => {
    expect(text(finding('tunnel', status, told))[0]).toBe(head);
  });

  it('says what was tried, what it means and what to do where something is wrong', () => {
    expect(text(finding('tunnel', 'failed', told)).slice(1)).toEqual(
      ['tried: a POST', 'expected: an answer', 'It is dead.', 'Start it.'].map((line) => ' '.repeat(24) + line),
    );
  });

  it('says no more than needed where nothing is', () => {
    expect(
      text(finding('tunnel', 'passed', told))
        .slice(1)
        .map((line) => line.trim()),
    ).toEqual(['It is dead.']);
    expect(
      text(finding('tunnel', 'skipped', told))
        .slice(1)
        .map((line) => line.trim()),
    ).toEqual(['Start it.']);
  });

  it('cannot move the cursor with what came from outside', () => {
    const [head = ''] = text(finding('tunnel', 'failed', { got: 'a\u001b[2Jb\nc' }));
    expect(Array.from(head).filter((sign) => sign < ' ')).toEqual([]);
  });
});

it('the last line counts all standings', () => {
  expect(lineText(countsLine({ passed: 1, warned: 2, failed: 3, skipped: 4 }))).toBe(
    '1 passed, 2 warned, 3 failed, 4 skipped',
  );
});
