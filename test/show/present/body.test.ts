import { describe, expect, it } from 'vitest';
import { bodyLines, SHOWN_BYTES } from '../../../src/show/present/body.ts';
import { lineText } from '../../../src/show/present/line.ts';

const shown = (body: string | Uint8Array, width = 80): readonly string[] =>
  bodyLines(typeof body === 'string' ? new TextEncoder().encode(body) : body, width).map(lineText);

describe('a body', () => {
  it('is wrapped under its own indent', () => {
    expect(shown('{"note":"one two three four"}', 20)).toEqual(['{', '  "note": "one two', '    three four"', '}']);
  });

  it('that is no JSON stays as it came, with controls made visible', () => {
    expect(shown('{"a":1}\u001b[2J')).toEqual(['{"a":1}\\x1b[2J']);
    expect(shown('a=1&b=2\r\nc')).toEqual(['a=1&b=2', 'c']);
    expect(shown('')).toEqual(['No body.']);
  });

  it('that is no UTF-8 is shown byte by byte', () => {
    expect(shown(Uint8Array.from([0x4b, 0xf8, 0x1b])).at(-1)).toBe('K\\xf8\\x1b');
  });

  it('is cut where it is long, also within a character', () => {
    const lines = shown(`"${'x'.repeat(SHOWN_BYTES - 2)}ěšč"`, 200);
    expect(lines.at(-1)).toBe('The first 262 kB of 262 kB.');
    expect(lines[0]).toMatch(/^"x+$/);
  });
});
