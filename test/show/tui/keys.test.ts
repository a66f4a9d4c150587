import type { Key } from 'ink';
import { describe, expect, it } from 'vitest';
import { keyNames } from '../../../src/show/tui/key-names.ts';
import { BINDINGS, pressed, type Mode, type Situation } from '../../../src/show/tui/keys.ts';

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
const working = (mode: Mode): Situation => ({ mode, hasRows: true, isLeaving: false });

describe('key names', () => {
  it('name what Ink flags', () => {
    expect(keyNames('', { ...NO_KEY, upArrow: true })).toEqual(['up']);
    expect(keyNames('', { ...NO_KEY, escape: true, meta: true })).toEqual(['escape']);
    expect(keyNames('', { ...NO_KEY, delete: true })).toEqual(['erase']);
    expect(keyNames('', { ...NO_KEY, tab: true, shift: true })).toEqual(['shift-tab']);
    expect(keyNames('c', { ...NO_KEY, ctrl: true })).toEqual(['ctrl-c']);
  });

  it('split what came in one read, but take a paste for no command', () => {
    expect(keyNames('jj2\r', NO_KEY)).toEqual(['j', 'j', '2', 'enter']);
    expect(keyNames('j'.repeat(40), NO_KEY)).toHaveLength(40);
    expect(keyNames('quit this now', NO_KEY)).toEqual([]);
    expect(keyNames('quit this now\u0003', NO_KEY)).toEqual(['ctrl-c']);
    expect(keyNames('j', { ...NO_KEY, meta: true })).toEqual(['escape', 'j']);
  });
});

describe('bindings', () => {
  it.each<Mode>(['list', 'detail', 'help', 'leaving'])('have one meaning a key in %s', (mode) => {
    const keys = BINDINGS.filter(({ modes }) => modes.includes(mode)).flatMap(({ does }) => Object.keys(does));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('mean another thing where the question is asked', () => {
    expect(pressed('q', working('list'))).toEqual({ kind: 'action', action: 'quit' });
    expect(pressed('q', working('leaving'))).toEqual({ kind: 'action', action: 'no' });
    expect(pressed('y', working('list'))).toEqual({ kind: 'unknown' });
    expect(pressed('constructor', working('list'))).toEqual({ kind: 'unknown' });
  });

  it('say why they do nothing', () => {
    expect(pressed('enter', { mode: 'list', hasRows: false, isLeaving: false })).toMatchObject({ kind: 'disabled' });
    expect(pressed('q', { mode: 'list', hasRows: false, isLeaving: true })).toMatchObject({ kind: 'disabled' });
    expect(pressed('ctrl-c', { mode: 'list', hasRows: false, isLeaving: true })).toMatchObject({ kind: 'action' });
  });
});
