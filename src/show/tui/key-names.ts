/**
 * The edge where Ink's flags become key names of our own, so that a later Ink, which reports some keys otherwise, touches
 * this file only. In: what `useInput` gives. Out: names in the order they were pressed.
 * Several keys in one read come as one text; a long mixed text is a paste and is no command.
 */
import type { Key } from 'ink';

/** `up`, `page-down`, `ctrl-c`, or the character itself. */
export type KeyName = string;

/** More different characters in one read than fingers manage. */
const LONGEST_BURST = 8;

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

export function keyNames(input: string, key: Key): readonly KeyName[] {
  if (key.tab) return [key.shift ? 'shift-tab' : 'tab'];
  const flag = FLAGS.find(([name]) => key[name] === true);
  if (flag) return [flag[1]];
  if (key.ctrl && input.length === 1) return [`ctrl-${input}`];
  const names = burst(input);
  // Escape and a letter in one read look like Alt and the letter.
  return key.meta ? ['escape', ...names] : names;
}

function burst(input: string): readonly KeyName[] {
  const names = Array.from(input, nameOf);
  if (names.includes('ctrl-c')) return ['ctrl-c'];
  const isHeldDown = names.every((name) => name === names[0]);
  return names.length <= LONGEST_BURST || isHeldDown ? names : [];
}

function nameOf(character: string): KeyName {
  const code = character.charCodeAt(0);
  const named = CONTROLS.get(character);
  if (named !== undefined) return named;
  return code > 0 && code < 27 ? `ctrl-${String.fromCharCode(code + 96)}` : character;
}
