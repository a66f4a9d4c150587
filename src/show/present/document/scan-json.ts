/**
 * JSON set in lines without being parsed: the grammar of RFC 8259 byte by byte, one line for each member, and the first
 * byte that breaks it. Nothing is changed and no value is made, so that numbers and doubled keys stay as they came.
 * No function calls itself: bodies may be nested without end.
 */
import { LIST_END, OBJECT_END, type Branch, type Wanted } from './json-grammar.ts';
import { expected, isWord, skipSpace, wordEnd } from './json-grammar.ts';
import { MOST_LINES, NONE, type LineKind, type OutlineBook } from './outline.ts';
import type { Problem, Scanner } from './scan.ts';
import { createStringReader, type StringReader } from './scan-string.ts';

/** A line that has begun and may still get a comma. */
interface Begun {
  readonly from: number;
  to: number;
  readonly depth: number;
  kind: LineKind;
  /** What this line closes. */
  readonly closes: Branch | null;
}

interface Reading {
  readonly bytes: Uint8Array;
  readonly outline: OutlineBook;
  readonly strings: StringReader;
  readonly branches: Branch[];
  position: number;
  wanted: Wanted;
  isDone: boolean;
  problem: Problem | null;
  begun: Begun | null;
}

export function scanJson(bytes: Uint8Array, outline: OutlineBook): Scanner {
  const reading: Reading = {
    bytes,
    outline,
    strings: createStringReader(bytes),
    branches: [],
    position: 0,
    wanted: 'value',
    isDone: false,
    problem: null,
    begun: null,
  };
  const position = (): number => Math.max(reading.position, reading.strings.position());
  return {
    position,
    isDone: () => reading.isDone,
    problem: () => reading.problem,
    readTo(limit) {
      while (!reading.isDone) {
        reading.position = skipSpace(bytes, reading.position);
        if (reading.position >= bytes.length) return finish(reading);
        if (position() >= limit) return;
        step(reading, limit);
      }
    },
  };
}

function step(reading: Reading, limit: number): void {
  switch (reading.bytes[reading.position] ?? 0) {
    case 0x22:
      return string(reading, limit);
    case 0x2c:
      return comma(reading);
    case 0x3a:
      return colon(reading);
    case 0x7b:
      return open(reading, false);
    case 0x5b:
      return open(reading, true);
    case OBJECT_END:
      return close(reading, false);
    case LIST_END:
      return close(reading, true);
    default:
      return word(reading);
  }
}

function finish(reading: Reading): void {
  if (reading.wanted === 'nothing') flush(reading);
  else fail(reading, { what: 'it ends too early', at: reading.bytes.length });
  reading.isDone = true;
}

function fail(reading: Reading, problem: Problem): void {
  reading.problem = problem;
  reading.isDone = true;
}

function refuse(reading: Reading): void {
  fail(reading, { what: expected(reading.wanted, reading.branches.at(-1)), at: reading.position });
}

/** Puts the line under way into the outline; its index. */
function flush(reading: Reading): number {
  const { begun, branches, outline } = reading;
  if (begun === null) return NONE;
  const { closes, from, to, depth, kind } = begun;
  const parent = (closes ?? branches.at(-1))?.opening ?? NONE;
  const index = outline.add({ from, to, depth, kind, parent });
  if (closes !== null) outline.close(closes.opening, { closing: index, members: closes.members });
  reading.begun = null;
  if (outline.count() >= MOST_LINES) reading.isDone = true;
  return index;
}

/** The line under way goes on to `to`; one begins where there is none. */
function extend(reading: Reading, to: number): void {
  const { begun, position: from, branches } = reading;
  if (begun === null) reading.begun = { from, to, depth: branches.length, kind: 'plain', closes: null };
  else begun.to = to;
  reading.position = to;
}

function wantsValue({ wanted }: Reading): boolean {
  return wanted === 'value' || wanted === 'value-or-end';
}

/** Members of an object are counted by their names. */
function beginValue({ branches }: Reading): void {
  const branch = branches.at(-1);
  if (branch?.isList === true) branch.members += 1;
}

function endValue(reading: Reading): void {
  reading.wanted = reading.branches.length === 0 ? 'nothing' : 'comma-or-end';
}

function open(reading: Reading, isList: boolean): void {
  if (!wantsValue(reading)) return refuse(reading);
  beginValue(reading);
  extend(reading, reading.position + 1);
  reading.position = skipSpace(reading.bytes, reading.position);
  if (reading.bytes[reading.position] === (isList ? LIST_END : OBJECT_END)) {
    extend(reading, reading.position + 1);
    return endValue(reading);
  }
  if (reading.begun !== null) reading.begun.kind = 'open';
  reading.branches.push({ opening: flush(reading), isList, members: 0 });
  reading.wanted = isList ? 'value-or-end' : 'key-or-end';
}

function close(reading: Reading, isList: boolean): void {
  const branch = reading.branches.at(-1);
  if (branch?.isList !== isList || reading.wanted !== 'comma-or-end') return refuse(reading);
  flush(reading);
  reading.branches.pop();
  const { position: from, branches } = reading;
  reading.begun = { from, to: from + 1, depth: branches.length, kind: 'close', closes: branch };
  reading.position += 1;
  endValue(reading);
}

function comma(reading: Reading): void {
  if (reading.wanted !== 'comma-or-end') return refuse(reading);
  extend(reading, reading.position + 1);
  flush(reading);
  reading.wanted = reading.branches.at(-1)?.isList === true ? 'value' : 'key';
}

function colon(reading: Reading): void {
  if (reading.wanted !== 'colon') return refuse(reading);
  extend(reading, reading.position + 1);
  reading.wanted = 'value';
}

function string(reading: Reading, limit: number): void {
  const isName = reading.wanted === 'key' || reading.wanted === 'key-or-end';
  if (!isName && !wantsValue(reading)) return refuse(reading);
  const read = reading.strings.read(reading.position, limit);
  if (read.kind === 'more') return;
  if (read.kind === 'broken') return fail(reading, read);
  const branch = reading.branches.at(-1);
  if (isName && branch !== undefined) branch.members += 1;
  if (!isName) beginValue(reading);
  extend(reading, read.end);
  if (isName) reading.wanted = 'colon';
  else endValue(reading);
}

function word(reading: Reading): void {
  const { bytes, position } = reading;
  const end = wordEnd(bytes, position);
  if (!wantsValue(reading) || !isWord(bytes, position, end)) return refuse(reading);
  beginValue(reading);
  extend(reading, end);
  endValue(reading);
}
