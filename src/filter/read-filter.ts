/**
 * The filter language: one for history, screen, faults and replay. liqe parses, we translate.
 * In: what a person wrote. Out: an expression of our own, or what is wrong with it and where.
 * AND binds closer than OR, as everywhere; liqe takes them from left to right, so chains are grouped again here.
 */
import type { LiqeQuery, LogicalExpressionToken, ParserAst, TagToken } from 'liqe';
import type { Expression } from './expression.ts';
import { findField, nearestFields } from './fields.ts';
import { parseSyntax } from './parse-syntax.ts';
import { pointAt } from './point-at.ts';
import { readTest, readWord, type Literal, type TestReading, type WrittenTest } from './read-test.ts';
import { wordAt, type Wording } from './wording.ts';

export type FilterReading =
  | { readonly kind: 'filter'; readonly expression: Expression }
  /** `message` ends with two lines that point at the place; `sentence` is the message without them. */
  | { readonly kind: 'broken'; readonly message: string; readonly sentence: string; readonly at: number };

/** Longer filters are refused: no person writes them, and the parser's work grows with the square of the length. */
export const MAX_FILTER_LENGTH = 1000;

/** Reads a filter. An empty text is the filter that lets everything through. */
export function readFilter(text: string): FilterReading {
  const reading = readExpression(text);
  if (reading.kind !== 'broken') return { kind: 'filter', expression: reading };
  const { sentence, at } = reading;
  return { kind: 'broken', message: `${sentence}\n${pointAt(text, at)}`, sentence, at };
}

interface Broken {
  readonly kind: 'broken';
  readonly sentence: string;
  readonly at: number;
}

function readExpression(text: string): Expression | Broken {
  if (text.length > MAX_FILTER_LENGTH) {
    return broken(`A filter may have at most ${MAX_FILTER_LENGTH} letters.`, MAX_FILTER_LENGTH);
  }
  const syntax = parseSyntax(text);
  return syntax.kind === 'broken' ? syntax : translate(syntax.tree, { text, wording: syntax.wording });
}

interface Source {
  readonly text: string;
  readonly wording: Wording;
}

function broken(sentence: string, at: number): Broken {
  return { kind: 'broken', sentence, at };
}

function translate(tree: LiqeQuery | ParserAst, source: Source): Expression | Broken {
  switch (tree.type) {
    case 'EmptyExpression':
      return { kind: 'all' };
    case 'ParenthesizedExpression':
      return translateBrackets(tree, source);
    case 'UnaryOperator': {
      const part = translate(tree.operand, source);
      return part.kind === 'broken' ? part : { kind: 'not', part };
    }
    case 'LogicalExpression':
      return translateChain(tree, source);
    case 'Tag':
      return translateTag(tree, source);
  }
}

function translateBrackets(
  tree: Extract<ParserAst, { type: 'ParenthesizedExpression' }>,
  source: Source,
): Expression | Broken {
  const isEmpty = tree.expression.type === 'EmptyExpression';
  if (isEmpty) return broken('These brackets are empty.', placeOf(tree.location.start, source));
  return translate(tree.expression, source);
}

/** `a b OR c AND d` is `(a AND b) OR (c AND d)`. */
function translateChain(tree: LogicalExpressionToken, source: Source): Expression | Broken {
  const alternatives: Expression[][] = [[]];
  for (const { joinedBy, operand } of linksOf(tree)) {
    const part = translate(operand, source);
    if (part.kind === 'broken') return part;
    if (joinedBy === 'OR') alternatives.push([part]);
    else alternatives.at(-1)?.push(part);
  }
  return groupOf(
    'or',
    alternatives.map((parts) => groupOf('and', parts)),
  );
}

function groupOf(kind: 'and' | 'or', parts: readonly Expression[]): Expression {
  const [only] = parts;
  return only !== undefined && parts.length === 1 ? only : { kind, parts };
}

interface Link {
  readonly joinedBy: 'AND' | 'OR';
  readonly operand: ParserAst;
}

function linksOf(tree: ParserAst, joinedBy: 'AND' | 'OR' = 'AND'): readonly Link[] {
  if (tree.type !== 'LogicalExpression') return [{ joinedBy, operand: tree }];
  return [...linksOf(tree.left, joinedBy), ...linksOf(tree.right, tree.operator.operator)];
}

function translateTag(tag: TagToken, source: Source): Expression | Broken {
  const at = placeOf(tag.location.start, source);
  if (tag.field.type === 'ImplicitField') return orBroken(readWord(writtenTest(tag, source)), at);
  const { name } = tag.field;
  const spec = findField(name);
  if (spec === undefined) {
    return broken(`There is no field "${name}" to filter by. Try ${nearestFields(name).join(', ')}.`, at);
  }
  const written = writtenTest(tag, source);
  return orBroken(readTest(spec, { ...written, name }), placeOf(tag.expression.location.start, source));
}

function writtenTest(tag: TagToken, source: Source): WrittenTest {
  const { expression } = tag;
  const comparison = tag.field.type === 'ImplicitField' ? ':' : tag.operator.operator;
  if (expression.type === 'RangeExpression')
    return { name: '', comparison, value: { kind: 'range', range: expression.range } };
  return { name: '', comparison, value: literalOf(tag, source) };
}

/**
 * Numbers and `true` come from liqe converted; what was written counts, so that `key:007` keeps its zeros. Where a value
 * with escapes ends, liqe does not know (it counts the letters without them), so the end is found here.
 */
function literalOf({ expression }: TagToken, source: Source): Literal {
  if (expression.type !== 'LiteralExpression') return { kind: 'literal', text: '', isQuoted: false };
  const written = wordAt(source.text, placeOf(expression.location.start, source));
  const isQuoted = /^["']/.test(written);
  return { kind: 'literal', text: isQuoted ? String(expression.value) : written, isQuoted };
}

function orBroken(reading: TestReading, at: number): Expression | Broken {
  return reading.kind === 'refused' ? broken(reading.sentence, at) : reading;
}

function placeOf(start: number, { text, wording }: Source): number {
  return wording.origin[start] ?? text.length;
}
