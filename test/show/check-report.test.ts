import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/check/check.ts';
import { announcementLine, checkLines, progressLine } from '../../src/show/check-report.ts';
import { createPaint } from '../../src/show/paint.ts';
import { lineText, lineWidth } from '../../src/show/present/line.ts';
import { createProgressLine } from '../../src/show/progress-line.ts';

const FOUND: Finding = {
  name: 'broken-json',
  status: 'failed',
  sent: 'half a JSON body',
  expected: 'any 4xx within 1000 ms, and the next good call accepted',
  got: '200 OK in 4 ms, "Something went wrong, and this is a rather long page about it"',
  meaning: 'A right answer to what could not be read makes Upgates count it as delivered: the event is lost.',
  hint: 'Answer 400.',
  output: ['POST /webhooks', 'oh \u001b[2J'],
};

const text = (found: Finding, width: number | null = null): readonly string[] => checkLines(found, width).map(lineText);

describe('a check', () => {
  it('that failed says everything', () => {
    expect(text(FOUND)).toEqual([
      '✗ failed   broken-json        200 OK in 4 ms, "Something went wrong, and this is a rather long page about it"',
      '           sent      half a JSON body',
      '           expected  any 4xx within 1000 ms, and the next good call accepted',
      '           means     A right answer to what could not be read makes Upgates count it as delivered: the event is lost.',
      '           hint      Answer 400.',
      '           output    | POST /webhooks',
      '                     | oh \\x1b[2J',
    ]);
  });

  it('fits a terminal, and loses no word', () => {
    const lines = checkLines(FOUND, 60);
    expect(Math.max(...lines.map(lineWidth))).toBeLessThanOrEqual(60);
    const words = (all: readonly string[]): readonly string[] => all.join(' ').split(/\s+/);
    expect(words(lines.map(lineText))).toEqual(words(text(FOUND)));
  });

  it('that failed like another above refers to it, and to none that fared otherwise', () => {
    const hints = (...earlier: readonly Finding[]): readonly string[] =>
      checkLines(FOUND, null, earlier)
        .map(lineText)
        .filter((row) => row.trim().startsWith('hint'));
    expect(hints({ ...FOUND, name: 'events' })).toEqual(['           hint      As for events, above.']);
    expect(hints({ ...FOUND, hint: 'Answer 204.' }, { ...FOUND, status: 'warned' })).toEqual([
      '           hint      Answer 400.',
    ]);
  });

  it('that passed needs one line, that was skipped says what to do', () => {
    expect(text({ ...FOUND, status: 'passed', got: 'fine', output: null })).toEqual([
      '✓ passed   broken-json        fine',
    ]);
    const skipped = { sent: null, expected: null, meaning: null, output: null, status: 'skipped' } as const;
    expect(text({ ...FOUND, ...skipped, got: 'no', hint: 'Do.' })).toEqual([
      '○ skipped  broken-json        no',
      '           hint      Do.',
    ]);
  });
});

it('says beforehand how many calls there will be', () => {
  const announced = { checks: 20, calls: 184, url: 'http://localhost:3000/', rules: 'current' };
  expect(lineText(announcementLine(announced))).toBe('20 checks, 184 calls to http://localhost:3000/, rules current.');
});

describe('progress', () => {
  const progress = progressLine({ name: 'burst', index: 3, checks: 20, called: 41, calls: 184 });
  const shownOn = (isTerminal: boolean): string => {
    const stream = Object.assign(new PassThrough(), { columns: 30 });
    const paint = createPaint({ glyphs: 'unicode', colour: false });
    const shown = createProgressLine(isTerminal ? { stream, paint } : null);
    shown.show(progress);
    shown.wipe();
    shown.wipe();
    return String(stream.read() ?? '');
  };

  it('is one line that is wiped once and never wraps', () => {
    expect(shownOn(true)).toBe('\r\u001b[K▶ burst              check 3…\r\u001b[K');
  });

  it('is nothing where there is no terminal', () => {
    expect(shownOn(false)).toBe('');
  });
});
