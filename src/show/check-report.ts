/**
 * What `test` says to people: the announcement, a line a check with its reasons, the list of checks, progress.
 */
import type { Check, Finding } from '../check/check.ts';
import { findingLines } from './doctor-report.ts';
import { line, span, type Line } from './present/line.ts';
import { padText } from './present/width.ts';
import { counted } from './words.ts';

const NAME = 18;
const INDENT = ' '.repeat(NAME + 12);

export function checkLines(found: Finding): readonly Line[] {
  const output = found.output ?? [];
  if (output.length === 0) return findingLines(found, NAME);
  const heading: Line = [span(INDENT), span('the handler printed meanwhile:', 'dim')];
  return [
    ...findingLines(found, NAME),
    heading,
    ...output.map((text): Line => [span(INDENT), span(`| ${text}`, 'dim')]),
  ];
}

/** What will happen, before it does. */
export interface Announced {
  readonly checks: number;
  readonly calls: number;
  /** Without userinfo. */
  readonly url: string;
  readonly rules: string;
}

export function announcementLine({ checks, calls, url, rules }: Announced): Line {
  const what = `${counted(checks, 'check', 'checks')}, ${counted(calls, 'call', 'calls')}`;
  return [span(`${what} to `), span(url, 'strong'), span(`, rules ${rules}.`)];
}

/** `--list`: each check in a sentence. */
export function listLines(checks: readonly Check[]): readonly Line[] {
  return checks.map(({ name, words }): Line => [span(padText(name, NAME), 'strong'), span(words)]);
}

export interface Progress {
  readonly name: string;
  /** Which check, from one. */
  readonly index: number;
  readonly checks: number;
  readonly called: number;
  readonly calls: number;
}

export function progressLine({ name, index, checks, called, calls }: Progress): Line {
  return [
    span('▶ ', 'accent'),
    span(padText(name, NAME), 'strong'),
    span(` check ${index} of ${checks}, call ${called} of ${Math.max(called, calls)}`, 'dim'),
  ];
}

export function interruptedLine(made: number, checks: number): Line {
  return line(`Stopped after ${made} of ${counted(checks, 'check', 'checks')}.`, 'warning');
}
