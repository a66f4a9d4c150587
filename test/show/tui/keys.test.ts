import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKeyReader } from '../../../src/show/tui/key-names.ts';
import { MODES, TYPING } from '../../../src/show/tui/keys/binding.ts';
import { BINDINGS, KEY_GROUPS, pressed, type Situation } from '../../../src/show/tui/keys.ts';

const AT_WORK: Situation = {
  mode: 'list',
  hasRows: true,
  isStarting: false,
  isLeaving: false,
  isSimulated: true,
  hasHandler: true,
  hasEditor: true,
  hasBody: false,
  hasSearch: false,
  hasGap: true,
  noSubject: null,
  isFiltered: false,
};

const names = (input: string): readonly string[] =>
  createKeyReader()(input).map((press) => (press.kind === 'key' ? press.name : `"${press.text}"`));

describe('key names', () => {
  it('are those of the sequences of terminals, whatever Shift, Ctrl and Alt add to them', () => {
    expect(['\u001b[A', '\u001bOA', '\u001b[1;5A', '\u001b\u001b[A', '\u001b[a'].map(names)).toEqual(
      Array.from({ length: 5 }, () => ['up']),
    );
    expect(['\u001b[H', '\u001b[1~', '\u001b[7~', '\u001b[1;2H'].flatMap(names)).toEqual(Array(4).fill('home'));
    expect(['\u001b[5~', '\u001b[6;5~', '\u001b[3~', '\u001b[Z'].flatMap(names)).toEqual([
      'page-up',
      'page-down',
      'erase',
      'shift-tab',
    ]);
    expect(['\u001b', '\u001b\u001b', '\t', '\r', '\n', '\b', '\u007f', '\u0003', ' '].flatMap(names)).toEqual([
      'escape',
      'escape',
      'tab',
      'enter',
      'enter',
      'erase',
      'erase',
      'ctrl-c',
      ' ',
    ]);
  });

  it('are none for what means nothing here: function keys, reports of the mouse and of the focus', () => {
    const others = [
      '\u001bOP',
      '\u001b[1;5P',
      '\u001b[25;5~',
      '\u001b[[A',
      '\u001b[2~',
      '\u001b[<35;10;20M',
      '\u001b[I',
    ];
    expect(others.flatMap(names)).toEqual([]);
  });

  it('split what came in one read, but take a paste for no command', () => {
    expect(names('jj2\r')).toEqual(['j', 'j', '2', 'enter']);
    expect(names('j'.repeat(40))).toHaveLength(40);
    expect(names('quit this now')).toEqual(['"quit this now"']);
    expect(names('quit this now\u0003')).toEqual(['ctrl-c']);
    expect(names('\u001bj')).toEqual(['escape', 'j']);
  });

  it('know a paste by its brackets, in pieces and however short', () => {
    const read = createKeyReader();
    expect(read('\u001b[200~')).toEqual([]);
    expect(read('q')).toEqual([{ kind: 'paste', text: 'q' }]);
    expect(read('\r')).toEqual([{ kind: 'paste', text: '\n' }]);
    expect(read('\u0003')).toEqual([{ kind: 'key', name: 'ctrl-c' }]);
    expect(read('\u001b[201~')).toEqual([]);
    expect(read('q')).toEqual([{ kind: 'key', name: 'q' }]);
  });

  it('can be read out of anything', () => {
    const anything = fc.array(fc.constantFrom('\u001b', '[', 'O', '1', ';', '5', '~', 'P', 'u', ':', 'x', '\0', '漢'));
    fc.assert(
      fc.property(anything, (parts) => createKeyReader()(parts.join('')).every(({ kind }) => kind !== undefined)),
    );
  });
});

describe('bindings', () => {
  it.each(MODES)('have one meaning a key in %s', (mode) => {
    const keys = BINDINGS.filter(({ modes }) => modes.includes(mode)).flatMap(({ does }) => Object.keys(does));
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.length).toBeGreaterThan(2);
  });

  it('are all in one part of the table', () => {
    expect(new Set(KEY_GROUPS.flatMap(({ bindings }) => bindings))).toEqual(new Set(BINDINGS));
  });

  it('mean another thing where the question is asked', () => {
    expect(pressed('q', AT_WORK)).toEqual({ kind: 'action', action: 'quit' });
    expect(pressed('q', { ...AT_WORK, mode: 'leaving' })).toEqual({ kind: 'action', action: 'no' });
    expect(pressed('b', AT_WORK)).toEqual({ kind: 'unknown' });
    expect(pressed('constructor', AT_WORK)).toEqual({ kind: 'unknown' });
  });

  it('are letters in a line of text, but for those that edit it; Ctrl-C always ends', () => {
    for (const mode of TYPING) {
      const situation = { ...AT_WORK, mode };
      for (const key of ['q', 'r', '/', '?', ' ', 'č', '漢'])
        expect(pressed(key, situation)).toEqual({ kind: 'text', text: key });
      expect(pressed('ctrl-u', situation)).toEqual({ kind: 'action', action: 'erase-line' });
      expect(pressed('page-up', situation)).toEqual({ kind: 'unknown' });
    }
    for (const mode of MODES) {
      expect(pressed('ctrl-c', { ...AT_WORK, mode })).toEqual({ kind: 'action', action: 'interrupt' });
    }
  });

  it.each<[string, Partial<Situation>, string]>([
    ['enter', { hasRows: false }, 'Nothing has come in yet.'],
    ['r', { hasRows: false }, 'Nothing has come in yet.'],
    ['r', { hasRows: false, isFiltered: true }, 'No delivery fits the filter.'],
    ['r', { hasHandler: false }, 'There is no handler'],
    ['e', { hasEditor: false }, 'There is no editor'],
    ['t', { hasHandler: false, isSimulated: false }, 'There is no handler'],
    ['a', { hasHandler: false }, 'There is no handler'],
    ['.', { isSimulated: false }, 'A real shop keeps its own time.'],
    ['+', { isSimulated: false }, 'A real shop keeps its own time.'],
    ['-', { isSimulated: false }, 'A real shop keeps its own time.'],
    ['f', { isStarting: true }, 'The session is still starting.'],
    ['/', { isLeaving: true }, 'The session is ending already.'],
    ['q', { isLeaving: true }, 'The session is ending already.'],
  ])('%s with %o says why it does nothing', (key, over, why) => {
    expect(pressed(key, { ...AT_WORK, ...over })).toEqual({ kind: 'disabled', why: expect.stringContaining(why) });
    expect(pressed(key, AT_WORK).kind).toBe('action');
  });

  it('let the simulated shop send a sample without a handler', () => {
    expect(pressed('t', { ...AT_WORK, hasHandler: false }).kind).toBe('action');
  });
});
