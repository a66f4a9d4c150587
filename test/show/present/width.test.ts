import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutText, padText, padTextLeft, textWidth, wrapText } from '../../../src/show/present/width.ts';

const text = fc
  .array(fc.constantFrom('a', ' ', 'ě', 'é', '漢', '字', '🎉', '👩‍👩‍👧', '⚠', '✓', '한'), { maxLength: 30 })
  .map((parts) => parts.join(''));
const width = fc.integer({ min: 1, max: 20 });

describe('width', () => {
  it.each([
    ['Košile', 6],
    ['Kos\u030cile', 6],
    ['漢字', 4],
    ['⚡', 2],
    ['⚠', 1],
    ['⚠\u{fe0f}', 2],
    ['👩‍👩‍👧', 2],
    ['🇨🇿', 2],
    ['a\u200bb', 2],
    ['', 0],
  ])('of %j is %i cells', (sample, cells) => {
    expect(textWidth(sample)).toBe(cells);
  });

  it('is never passed by cut or padded texts', () => {
    fc.assert(
      fc.property(text, width, (sample, cells) => {
        expect(textWidth(cutText(sample, cells))).toBeLessThanOrEqual(cells);
        expect(textWidth(padText(sample, cells))).toBe(cells);
        expect(textWidth(padTextLeft(sample, cells))).toBe(cells);
        if (textWidth(sample) <= cells) expect(cutText(sample, cells)).toBe(sample);
      }),
    );
  });

  it('is kept by wrapped lines, and wrapping loses only spaces', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 4, max: 20 }), fc.integer({ min: 0, max: 2 }), (sample, cells, indent) => {
        const lines = wrapText(sample, cells, indent);
        for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(cells);
        expect(lines.join('').replaceAll(' ', '')).toBe(sample.replaceAll(' ', ''));
      }),
    );
  });

  it('breaks between words where it can', () => {
    expect(wrapText('one two three', 8, 2)).toEqual(['one two', '  three']);
    expect(wrapText('onetwothree', 4)).toEqual(['onet', 'woth', 'ree']);
  });
});
