/**
 * The library's part: text in, syntax tree out, or the place where it stopped understanding.
 * liqe is loaded on first use: most runs never filter, and loading it takes longer than starting to listen.
 */
import { createRequire } from 'node:module';
import type { LiqeQuery } from 'liqe';
import { spell, type Wording } from './wording.ts';

type Liqe = typeof import('liqe');

let loaded: Liqe | null = null;

function liqe(): Liqe {
  if (loaded !== null) return loaded;
  const library: Liqe = createRequire(import.meta.url)('liqe');
  loaded = library;
  return library;
}

export type SyntaxReading =
  | { readonly kind: 'tree'; readonly tree: LiqeQuery; readonly wording: Wording }
  | { readonly kind: 'broken'; readonly sentence: string; readonly at: number };

export function parseSyntax(text: string): SyntaxReading {
  const wording = spell(text);
  try {
    return { kind: 'tree', tree: liqe().parse(wording.text), wording };
  } catch (error) {
    return describeError(error, text, wording);
  }
}

/** liqe gives an offset where a letter does not fit, and none when the text ends too early. */
function describeError(error: unknown, text: string, wording: Wording): SyntaxReading {
  const offset = error instanceof liqe().SyntaxError ? error.offset : null;
  if (offset !== null) {
    return { kind: 'broken', sentence: 'The filter cannot be read here.', at: wording.origin[offset] ?? text.length };
  }
  const sentence = 'The filter ends too early: a value, a bracket or a quotation mark is missing.';
  return { kind: 'broken', sentence, at: text.length };
}
