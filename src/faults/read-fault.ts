/**
 * The `key=value,...` of `--fault`. In: what a person wrote. Out: a fault, or one sentence and the place it speaks of.
 * `match=` stands last and takes everything after it, commas too; a word alone is a preset.
 */
import { printable } from '../core/printable.ts';
import { pointAt } from '../filter/point-at.ts';
import { assemble, type Item } from './assemble.ts';
import type { Fault } from './fault.ts';
import { PRESETS } from './presets.ts';

export type FaultReading =
  | { readonly kind: 'fault'; readonly fault: Fault }
  /** `message` ends with two lines that point at the place; `sentence` is the message without them. */
  | { readonly kind: 'broken'; readonly message: string; readonly sentence: string; readonly at: number };

/** Longer specs are refused: no person writes them. */
export const MAX_SPEC_LENGTH = 2000;

export function readFault(spec: string): FaultReading {
  if (spec.trim() === '') {
    const presets = [...PRESETS.keys()].join(', ');
    return broken(spec, `A fault is a preset (${presets}) or keys such as status=503,times=2.`, 0);
  }
  if (spec.length > MAX_SPEC_LENGTH) {
    return broken(spec, `A fault may have at most ${MAX_SPEC_LENGTH} letters.`, MAX_SPEC_LENGTH);
  }
  const items = itemsOf(spec);
  const assembly = assemble(items);
  if (assembly.kind === 'broken')
    return broken(spec, assembly.sentence, placeOf(items[assembly.item], assembly.offset));
  const { settings } = assembly;
  const trimmed = spec.trim();
  return { kind: 'fault', fault: { spec: trimmed, label: settings.name ?? printable(trimmed), settings } };
}

interface PlacedItem extends Item {
  readonly at: number;
  readonly valueAt: number;
}

/** Cuts at commas, up to `match=`, which takes the rest. */
function itemsOf(spec: string): readonly PlacedItem[] {
  const items: PlacedItem[] = [];
  for (let at = 0; at <= spec.length;) {
    const comma = spec.indexOf(',', at);
    const isMatch = /^\s*match\s*=/.test(spec.slice(at));
    const end = comma === -1 || isMatch ? spec.length : comma;
    items.push(itemAt(spec, at, end));
    at = end + 1;
  }
  return items;
}

function itemAt(spec: string, from: number, to: number): PlacedItem {
  const text = spec.slice(from, to);
  const equals = text.indexOf('=');
  const at = from + indentOf(text);
  if (equals === -1) return { key: text.trim(), value: null, at, valueAt: at };
  const value = text.slice(equals + 1);
  const valueAt = from + equals + 1 + indentOf(value);
  return { key: text.slice(0, equals).trim(), value: value.trim(), at, valueAt };
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}

function placeOf(item: PlacedItem | undefined, offset: number | null): number {
  if (item === undefined) return 0;
  return offset === null ? item.at : item.valueAt + offset;
}

function broken(spec: string, sentence: string, at: number): FaultReading {
  return { kind: 'broken', message: `${sentence}\n${pointAt(spec, at)}`, sentence, at };
}
