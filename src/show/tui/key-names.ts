/**
 * The edge where what a terminal sends for keys becomes key names of our own. In: what came, as Ink splits it: one escape
 * sequence, or text. Out: keys in the order they were pressed, and pasted text.
 * A terminal that knows bracketed paste says where a paste begins and ends; in others a long mixed text in one read is one.
 */

/** `up`, `page-down`, `ctrl-c`, or the character itself. */
export type KeyName = string;

export type Press =
  { readonly kind: 'key'; readonly name: KeyName } | { readonly kind: 'paste'; readonly text: string };

/** More different characters in one read than fingers manage. */
const LONGEST_BURST = 8;

const PASTE_BEGINS = '\u001b[200~';
const PASTE_ENDS = '\u001b[201~';

/** Escapes (two with Alt), what introduces a key, numbers of which the first may be the key's and the rest say Shift or Ctrl. */
// oxlint-disable-next-line no-control-regex
const SEQUENCE = /^\u001b+(\[\[?|O)[<=>?]?(\d*)[\d;:]*([~^$@A-Za-z])$/;

/** By the last letter, or by the number where that is none: as xterm, rxvt and the console of Linux send them. */
const SEQUENCES: ReadonlyMap<string, KeyName> = new Map([
  ['A', 'up'],
  ['B', 'down'],
  ['C', 'right'],
  ['D', 'left'],
  ['H', 'home'],
  ['F', 'end'],
  ['Z', 'shift-tab'],
  ['1', 'home'],
  ['3', 'erase'],
  ['4', 'end'],
  ['5', 'page-up'],
  ['6', 'page-down'],
  ['7', 'home'],
  ['8', 'end'],
]);

const CONTROLS: ReadonlyMap<string, KeyName> = new Map([
  ['\r', 'enter'],
  ['\n', 'enter'],
  ['\t', 'tab'],
  ['\u001b', 'escape'],
  // Most keys of Backspace send the second.
  ['\b', 'erase'],
  ['\u007f', 'erase'],
]);

export type ReadKeys = (input: string) => readonly Press[];

/** Remembers whether a paste is under way; it comes in several pieces when it is long or has line breaks. */
export function createKeyReader(): ReadKeys {
  let isPasting = false;
  return (input) => {
    if (input === PASTE_BEGINS || input === PASTE_ENDS) {
      isPasting = input === PASTE_BEGINS;
      return [];
    }
    if (!isPasting) return keysOf(input);
    // The way out is open even if the end of a paste is lost.
    if (input.includes(CTRL_C)) return [named('ctrl-c')];
    return [{ kind: 'paste', text: input === '\r' ? '\n' : input }];
  };
}

const CTRL_C = '\u0003';

function keysOf(input: string): readonly Press[] {
  if (!input.startsWith('\u001b')) return burst(input);
  const found = SEQUENCE.exec(input);
  // Function keys of the console of Linux have two brackets.
  if (found !== null) return found[1] === '[[' ? [] : sequenceKey(found[2] ?? '', found[3] ?? '');
  // Escape and a letter in one read look like Alt and the letter.
  // oxlint-disable-next-line no-control-regex
  return [named('escape'), ...burst(input.replace(/^\u001b+/, ''))];
}

/** Nothing for reports of the mouse or of the window's focus, and for keys that mean nothing here. */
function sequenceKey(number: string, last: string): readonly Press[] {
  const name = SEQUENCES.get(/[A-Za-z]/.test(last) ? last.replace(/[a-d]/, (one) => one.toUpperCase()) : number);
  return name === undefined ? [] : [named(name)];
}

function named(name: KeyName): Press {
  return { kind: 'key', name };
}

function burst(input: string): readonly Press[] {
  const names = Array.from(input.replaceAll('\0', ''), nameOf);
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
