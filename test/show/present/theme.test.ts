import { describe, expect, it } from 'vitest';
import { span, type Tone } from '../../../src/show/present/line.ts';
import { paintLine, toAscii } from '../../../src/show/present/theme.ts';
import { sourceFiles } from '../../architecture/source.ts';

const TONES: readonly Tone[] = ['plain', 'dim', 'strong', 'good', 'repeat', 'warning', 'accent', 'cursor', 'match'];

/** Numbers of the attributes that a text is painted with. */
function attributesOf(tone: Tone, colour: boolean): readonly number[] {
  const painted = paintLine([span('x', tone)], { glyphs: 'unicode', colour });
  // oxlint-disable-next-line no-control-regex
  return [...painted.matchAll(/\u001b\[([\d;]*)m/g)].flatMap(([, numbers = '']) => numbers.split(';').map(Number));
}

const WEIGHT = [0, 1, 2, 7];
/** Red, green, yellow and cyan of the terminal's own palette. Black, white and every ground belong to the user. */
const COLOURS = [31, 32, 33, 36];

describe('tones', () => {
  it.each(TONES)('%s takes its colours from the terminal and leaves the ground alone', (tone) => {
    for (const attribute of attributesOf(tone, true)) expect([...WEIGHT, ...COLOURS]).toContain(attribute);
  });

  it.each(TONES)('%s has no colour where none is wanted, and nothing is dimmed', (tone) => {
    for (const attribute of attributesOf(tone, false)) expect([0, 1, 7]).toContain(attribute);
  });

  it('what is typed and what is found stays visible without colour', () => {
    for (const tone of ['cursor', 'match'] as const) expect(attributesOf(tone, false)).toContain(7);
  });
});

describe('plain ASCII', () => {
  it('has a likeness for every sign that is written anywhere in the output', () => {
    const texts = sourceFiles('src/show').map(({ text }) => text.replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, ''));
    const signs = [...new Set(texts.flatMap((text) => text.match(/[^\n -~]/gu) ?? []))];
    expect(signs.length).toBeGreaterThan(20);
    expect(signs.filter((sign) => toAscii(sign).includes('?'))).toEqual([]);
  });

  it.each([
    ['✓ ↻ ⚠ … ⚡• ▶', 'v r ! . x * >'],
    ['Žluťoučký kůň', 'Zlutoucky kun'],
    ['受注-1', '????-1'],
    ['👩‍👩‍👧!', '??????!'],
  ])('%s', (text, expected) => {
    expect(toAscii(text)).toBe(expected);
  });
});
