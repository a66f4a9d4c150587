/**
 * One line of a document as rows that are safe to print: indented, wrapped, names and matches set off. In: bytes of at
 * most a piece. Out: rows of a width, so that only what is in view is ever laid out.
 */
import { printable } from '../../../core/printable.ts';
import { lineText, span, type Line, type Span, type Tone } from '../line.ts';
import { wrapText } from '../width.ts';
import type { BodyDocument } from './document.ts';
import { readableLetters } from './letters.ts';
import { isFolded, type Folds } from './folding.ts';
import { findIn } from './needle.ts';
import type { OutlineLine } from './outline.ts';

export interface LayoutLook {
  readonly width: number;
  readonly folds: Folds;
  /** Letters that were sent as escapes stay so. */
  readonly isVerbatim: boolean;
  /** Folded as `needleOf` gives it; empty: nothing is searched for. */
  readonly needle: string;
}

/** A document as it is looked at. */
export interface Laid {
  readonly document: BodyDocument;
  readonly look: LayoutLook;
}

const STEP = 2;

/** Laid out once for a look: walking asks for the same line again and again. A look lives as long as a frame. */
const known = new WeakMap<LayoutLook, Map<number, readonly Line[]>>();

/** Never empty. */
export function rowsOf(laid: Laid, index: number): readonly Line[] {
  const { look } = laid;
  const rows = known.get(look) ?? new Map<number, readonly Line[]>();
  const made = rows.get(index) ?? layOut(laid, index);
  known.set(look, rows.set(index, made));
  return made;
}

/** In which row of a line a byte is. Wrapping loses spaces only, so all other letters are counted. */
export function rowOfByte(laid: Laid, index: number, offset: number): number {
  const at = laid.document.outline.line(index);
  const letters = (text: string): number => text.replaceAll(/\s/g, '').length;
  let left = letters(textOf(laid.document, { ...at, to: Math.max(at.from, Math.min(at.to, offset)) }));
  const row = rowsOf(laid, index).findIndex((spans) => (left -= letters(lineText(spans))) < 0);
  return Math.max(0, row);
}

function layOut({ document, look }: Laid, index: number): readonly Line[] {
  const at = document.outline.line(index);
  const rows = wrapped(document, at, look);
  const lines = rows.map((row, number) => setOff(row, number === 0 && isNamed(document, at), look.needle));
  return isFolded(document.outline, look.folds, index) ? withFold(lines, document, index) : lines;
}

function wrapped(document: BodyDocument, at: OutlineLine, look: LayoutLook): readonly string[] {
  const indent = Math.min(at.depth * STEP + (at.isContinued ? STEP : 0), Math.floor(look.width / 2));
  const sent = textOf(document, at);
  const text = document.isJson() && !look.isVerbatim ? readableLetters(sent) : sent;
  const hanging = Math.min(indent + STEP, Math.floor(look.width / 2));
  return wrapText(' '.repeat(indent) + text, look.width, hanging);
}

function isNamed(document: BodyDocument, { isContinued }: OutlineLine): boolean {
  return document.isJson() && !isContinued;
}

/** What stands in a line, as it was sent but for spaces between tokens. */
export function textOf(document: BodyDocument, at: OutlineLine): string {
  const { bytes, isUtf8 } = document;
  const stretch = Buffer.from(bytes.buffer, bytes.byteOffset + at.from, at.to - at.from);
  const raw = isUtf8 ? stretch.toString('utf8') : escapeBytes(stretch);
  return printable((document.isJson() ? closeUp(raw, at) : raw).replaceAll('\t', '  '));
}

const TOKEN = /"(?:[^"\\]|\\.)*"?|[{}[\],:]|[^\s{}[\],:"]+/gs;

/** A piece of a long line is left alone: it may begin within a text. */
function closeUp(raw: string, { isContinued }: OutlineLine): string {
  if (isContinued) return raw;
  return (raw.match(TOKEN) ?? []).map((token) => (token === ':' ? ': ' : token)).join('');
}

function escapeBytes(bytes: Buffer): string {
  return bytes.toString('latin1').replaceAll(/[\u0080-\u00ff]/g, (one) => `\\x${one.charCodeAt(0).toString(16)}`);
}

const NAME = /^(?<before>\s*)(?<name>"(?:[^"\\]|\\.)*")(?=: )/;

function setOff(row: string, mayHaveName: boolean, needle: string): Line {
  const name = mayHaveName ? (NAME.exec(row)?.[0] ?? '') : '';
  const parts: readonly (readonly [string, Tone])[] = [
    [name, 'accent'],
    [row.slice(name.length), 'plain'],
  ];
  return parts.flatMap(([text, tone]) => marked(text, tone, needle)).filter(({ text }) => text !== '');
}

function marked(text: string, tone: Tone, needle: string): readonly Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const { start, end } of findIn(text, needle)) {
    spans.push(span(text.slice(from, start), tone), span(text.slice(start, end), 'match'));
    from = end;
  }
  return [...spans, span(text.slice(from), tone)];
}

/** `"orders": [ … 5000 ]`. */
function withFold(lines: readonly Line[], { bytes, outline }: BodyDocument, index: number): readonly Line[] {
  const last = lines.at(-1) ?? [];
  const closing = outline.line(outline.closeOf(index));
  const end = String.fromCharCode(...bytes.subarray(closing.from, closing.to)).replaceAll(/\s/g, '');
  return [...lines.slice(0, -1), [...last, span(` … ${outline.membersOf(index)} `, 'dim'), span(end)]];
}
