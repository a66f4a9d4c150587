import type { Key } from 'ink';
import { describe, expect, it } from 'vitest';
import { createKeyReader } from '../../../src/show/tui/key-names.ts';
import { MODES, TYPING } from '../../../src/show/tui/keys/binding.ts';
import { BINDINGS, KEY_GROUPS, pressed, type Situation } from '../../../src/show/tui/keys.ts';

const NO_KEY: Key = {
  upArrow: false,
  downArrow: false,
  leftArrow: false,
  rightArrow: false,
  pageDown: false,
  pageUp: false,
  home: false,
  end: false,
  return: false,
  escape: false,
  ctrl: false,
  shift: false,
  tab: false,
  backspace: false,
  delete: false,
  meta: false,
  super: false,
  hyper: false,
  capsLock: false,
  numLock: false,
};
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

const names = (input: string, key: Partial<Key> = {}): readonly string[] =>
  createKeyReader()(input, { ...NO_KEY, ...key }).map((press) =>
    press.kind === 'key' ? press.name : `"${press.text}"`,
  );

describe('key names', () => {
  it('name what Ink flags', () => {
    expect(names('', { upArrow: true })).toEqual(['up']);
    expect(names('', { escape: true, meta: true })).toEqual(['escape']);
    expect(names('', { delete: true })).toEqual(['erase']);
    expect(names('', { tab: true, shift: true })).toEqual(['shift-tab']);
    expect(names('c', { ctrl: true })).toEqual(['ctrl-c']);
  });

  it('split what came in one read, but take a paste for no command', () => {
    expect(names('jj2\r')).toEqual(['j', 'j', '2', 'enter']);
    expect(names('j'.repeat(40))).toHaveLength(40);
    expect(names('quit this now')).toEqual(['"quit this now"']);
    expect(names('quit this now\u0003')).toEqual(['ctrl-c']);
    expect(names('j', { meta: true })).toEqual(['escape', 'j']);
  });

  it('know a paste by its brackets, in pieces and however short, and no report of the mouse as keys', () => {
    const read = createKeyReader();
    expect(read('[200~', NO_KEY)).toEqual([]);
    expect(read('q', NO_KEY)).toEqual([{ kind: 'paste', text: 'q' }]);
    expect(read('\r', { ...NO_KEY, return: true })).toEqual([{ kind: 'paste', text: '\n' }]);
    expect(read('c', { ...NO_KEY, ctrl: true })).toEqual([{ kind: 'key', name: 'ctrl-c' }]);
    expect(read('[201~', NO_KEY)).toEqual([]);
    expect(read('q', NO_KEY)).toEqual([{ kind: 'key', name: 'q' }]);
    expect(names('[<35;10;20M')).toEqual([]);
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
