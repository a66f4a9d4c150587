/**
 * What `test` says to people: the announcement, a line a check with its reasons, the list of checks, progress.
 */
import type { Check, Finding } from '../check/check.ts';
import { printable } from '../core/printable.ts';
import { findingHead } from './doctor-report.ts';
import { line, span, type Line, type Tone } from './present/line.ts';
import { padText, wrapText } from './present/width.ts';
import { counted } from './words.ts';

const NAME = 18;
const LABEL = 10;
const INDENT = ' '.repeat(11);
/** Where what came begins: behind sign, status and name. */
const HEAD = 11 + NAME + 1;
/** On a terminal too narrow for columns lines may break anywhere. */
const LEAST = 30;

/**
 * `width`: of the terminal, in cells; null: long lines stay whole, as in a file. `earlier`: what was said above, so that
 * a cause that fails many checks is explained once.
 */
export function checkLines(found: Finding, width: number | null, earlier: readonly Finding[] = []): readonly Line[] {
  const [first = '', ...more] = wrapped(found.got ?? '', width, HEAD);
  const head = findingHead({ ...found, got: first }, NAME);
  const below = more.map((text) => line(' '.repeat(HEAD) + text, found.status === 'skipped' ? 'dim' : 'plain'));
  return [head, ...below, ...rows(sayOnce(found, earlier)).flatMap((row) => rowLines(row, width))];
}

function sayOnce(found: Finding, earlier: readonly Finding[]): Finding {
  const above = earlier.find(({ hint, status }) => hint === found.hint && status === found.status);
  return found.hint === null || above === undefined ? found : { ...found, hint: `As for ${above.name}, above.` };
}

type Row = readonly [label: string, text: string, tone: Tone];

/** What passed needs no reasons; what was skipped at most what to do to have it made. */
function rows({ status, sent, expected, meaning, hint, output }: Finding): readonly Row[] {
  if (status === 'passed') return [];
  const all: readonly Row[] = [
    ['sent', sent ?? '', 'dim'],
    ['expected', expected ?? '', 'dim'],
    ['means', meaning ?? '', 'plain'],
    ['hint', hint ?? '', 'accent'],
    ...(output ?? []).map((text, index): Row => [index === 0 ? 'output' : '', `| ${text}`, 'dim']),
  ];
  return all.filter(([, text]) => text !== '');
}

function rowLines([label, text, tone]: Row, width: number | null): readonly Line[] {
  return wrapped(text, width, INDENT.length + LABEL).map((piece, index) => [
    span(INDENT + padText(index === 0 ? label : '', LABEL), 'dim'),
    span(piece, tone),
  ]);
}

/** `taken`: cells of each line that are not for the text. */
function wrapped(text: string, width: number | null, taken: number): readonly string[] {
  return width === null ? [text] : wrapText(printable(text), Math.max(LEAST, width - taken));
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
  return checks.map(({ name, words }): Line => [span(`${padText(name, NAME)} `, 'strong'), span(words)]);
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
