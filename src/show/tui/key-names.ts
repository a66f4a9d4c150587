/**
 * The edge where Ink's flags become key names of our own, so that a later Ink, which reports some keys otherwise, touches
 * this file only. In: what `useInput` gives. Out: keys in the order they were pressed, and pasted text.
 * A terminal that knows bracketed paste says where a paste begins and ends; in others a long mixed text in one read is one.
 */
import type { Key } from 'ink';

/** `up`, `page-down`, `ctrl-c`, or the character itself. */
export type KeyName = string;

export type Press =
  { readonly kind: 'key'; readonly name: KeyName } | { readonly kind: 'paste'; readonly text: string };

/** More different characters in one read than fingers manage. */
const LONGEST_BURST = 8;

/** Ink hands these over without their escape. */
const PASTE_BEGINS = '[200~';
const PASTE_ENDS = '[201~';

/** Other sequences that Ink has no name for: reports of the mouse or of the window's focus. */
const UNKNOWN_SEQUENCE = /^\[[<=>?]?[\d;]*[~A-Za-z]$/;

const FLAGS: readonly (readonly [keyof Key, KeyName])[] = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'page-up'],
  ['pageDown', 'page-down'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['backspace', 'erase'],
  // 0x7F, which every Backspace key sends, is reported as `delete`.
  ['delete', 'erase'],
  ['escape', 'escape'],
];

const CONTROLS: ReadonlyMap<string, KeyName> = new Map([
  ['\r', 'enter'],
  ['\n', 'enter'],
  ['\t', 'tab'],
  ['\u001b', 'escape'],
  ['\u007f', 'erase'],
]);

export type ReadKeys = (input: string, key: Key) => readonly Press[];

/** Remembers whether a paste is under way; it comes in several pieces when it is long or has line breaks. */
export function createKeyReader(): ReadKeys {
  let isPasting = false;
  return (input, key) => {
    if (input === PASTE_BEGINS || input === PASTE_ENDS) {
      isPasting = input === PASTE_BEGINS;
      return [];
    }
    const keys = keysOf(input, key);
    if (!isPasting) return keys;
    // The way out is open even if the end of a paste is lost.
    if (keys.some((press) => press.kind === 'key' && press.name === 'ctrl-c')) return [named('ctrl-c')];
    return [{ kind: 'paste', text: key.return ? '\n' : input }];
  };
}

function keysOf(input: string, key: Key): readonly Press[] {
  if (key.tab) return [named(key.shift ? 'shift-tab' : 'tab')];
  const flag = FLAGS.find(([name]) => key[name] === true);
  if (flag) return [named(flag[1])];
  if (key.ctrl && input.length === 1) return [named(`ctrl-${input}`)];
  if (input.length > 2 && UNKNOWN_SEQUENCE.test(input)) return [];
  // Escape and a letter in one read look like Alt and the letter.
  return key.meta ? [named('escape'), ...burst(input)] : burst(input);
}

function named(name: KeyName): Press {
  return { kind: 'key', name };
}

function burst(input: string): readonly Press[] {
  const names = Array.from(input, nameOf);
  if (names.includes('ctrl-c')) return [named('ctrl-c')];
  const isHeldDown = names.every((name) => name === names[0]);
  return names.length <= LONGEST_BURST || isHeldDown ? names.map(named) : [{ kind: 'paste', text: input }];
}

function nameOf(character: string): KeyName {
  const code = character.charCodeAt(0);
  const known = CONTROLS.get(character);
  if (known !== undefined) return known;
  return code > 0 && code < 27 ? `ctrl-${String.fromCharCode(code + 96)}` : character;
}
