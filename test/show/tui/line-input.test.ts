import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineText, lineWidth } from '../../../src/show/present/line.ts';
import { takeLastCells, textWidth } from '../../../src/show/present/width.ts';
import { editInput, EMPTY_INPUT, insert, textOf, type LineInput } from '../../../src/show/tui/input/line-input.ts';
import { complaintLines, inputLine } from '../../../src/show/tui/input/lines.ts';
import { TEXT_ACTIONS, type TextAction } from '../../../src/show/tui/keys/binding.ts';

/** `|` marks the cursor. */
const at = (marked: string): LineInput => {
  const [before = '', after = ''] = marked.split('|');
  return { before, after };
};
const marked = ({ before, after }: LineInput): string => `${before}|${after}`;

describe('a line of text', () => {
  it.each<[string, TextAction, string]>([
    ['ab|c', 'erase', 'a|c'],
    ['|c', 'erase', '|c'],
    ['one two |x', 'erase-word', 'one |x'],
    ['one|', 'erase-word', '|'],
    ['one two|x', 'erase-line', '|x'],
    ['ab|c', 'cursor-left', 'a|bc'],
    ['|c', 'cursor-left', '|c'],
    ['ab|c', 'cursor-right', 'abc|'],
    ['ab|', 'cursor-right', 'ab|'],
    ['ab|c', 'cursor-start', '|abc'],
    ['ab|c', 'cursor-end', 'abc|'],
    ['e\u030c|', 'erase', '|'],
    ['👨‍👩‍👧|', 'cursor-left', '|👨‍👩‍👧'],
  ])('%s after %s is %s', (before, action, after) => {
    expect(marked(editInput(at(before), action))).toBe(after);
  });

  it('takes text in at the cursor, a paste in one line and no control, and not without end', () => {
    expect(marked(insert(at('a|d'), 'bc'))).toBe('abc|d');
    expect(textOf(insert(EMPTY_INPUT, 'a\r\nb\tc\u001b[2J\n'))).toBe('a b c [2J');
    expect(textOf(insert(EMPTY_INPUT, ' '))).toBe(' ');
    expect(textOf(insert(EMPTY_INPUT, 'x'.repeat(2001)))).toBe('');
  });

  it('is never wider than the window, shows the cursor, and loses nothing by moving it', () => {
    const text = fc.array(fc.constantFrom('a', ' ', 'ě', '漢', '👍', '\u202e', ':'), { maxLength: 60 });
    const moves = fc.array(fc.constantFrom(...TEXT_ACTIONS.filter((name) => name.startsWith('cursor'))));
    fc.assert(
      fc.property(text, moves, fc.integer({ min: 20, max: 80 }), (letters, actions, width) => {
        const typed = insert(EMPTY_INPUT, letters.join(''));
        const moved = actions.reduce(editInput, typed);
        expect(textOf(moved)).toBe(textOf(typed));
        const line = inputLine(moved, { label: ' fault  ', width });
        expect(lineWidth(line)).toBeLessThanOrEqual(width);
        expect(line.filter(({ tone }) => tone === 'cursor')).toHaveLength(1);
      }),
    );
  });
});

describe('what is wrong with a text', () => {
  const look = { label: ' / ', width: 40 };
  const caretUnder = (input: LineInput, place: number): string => {
    const [caret = []] = complaintLines(input, { sentence: 'No.', at: place }, look);
    const column = lineText(caret).indexOf('^');
    return lineText(inputLine(input, look)).slice(column, column + 1);
  };

  it('is pointed at, also in a text longer than the window', () => {
    expect(caretUnder(at('status:200 verdct:x|'), 11)).toBe('v');
    expect(caretUnder(at(`${'a '.repeat(40)}verdct:x|`), 80)).toBe('v');
    expect(lineText(complaintLines(at('a|'), { sentence: 'No.', at: 1 }, look)[0] ?? [])).toBe('    ^');
  });
});

it('the end of a text fits exactly', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.nat(20), (text, width) => {
      const taken = takeLastCells(text, width);
      expect(textWidth(taken)).toBeLessThanOrEqual(Math.max(width, 0));
      expect(text.endsWith(taken.replace(/^…/, ''))).toBe(true);
    }),
  );
  expect(takeLastCells('abcdef', 3)).toBe('…ef');
});
