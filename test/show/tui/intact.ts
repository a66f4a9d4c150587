/**
 * Whether the screen is in one piece: only our own sequences were written, every row stands in its place as if it had been
 * drawn alone and is no wider than the screen, and drawing everything anew changes nothing.
 */
import headless from '@xterm/headless';
import { expect } from 'vitest';
import { textWidth } from '../../../src/show/present/width.ts';
import { CLEAR } from '../../../src/show/tui/screen/painter.ts';
import { cellsOf } from './cells.ts';
import type { Stage } from './stage.ts';

/** All that our screen ever says to a terminal. The last is a copy to the clipboard, which only a key asks for. */
const OURS =
  // oxlint-disable-next-line no-control-regex
  /\u001b\[\?(?:1049h|7l|25l|2004h|2026[hl])|\u001b\[(?:2J|H|K|\d+;1H|[\d;]*m)|\u001b\]52;c;[A-Za-z0-9+/=]*\u0007/g;

/** What a terminal may obey: controls, and what turns the writing round. */
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u001f\u007f-\u009f]|\p{Bidi_Control}|\p{Surrogate}/u;

/** What is in the bytes of a screen besides our own sequences and text: nothing, if all is well. */
export function straysIn(bytes: string): RegExpExecArray | null {
  return CONTROLS.exec(bytes.replaceAll(OURS, ''));
}

const CTRL_L = '\u000c';
const END_OF_FRAME = '\u001b[?2026l';

/** Looks at what was written since the last time. */
export type ExpectIntact = () => Promise<void>;

/** From the beginning of a stage. */
export function watchStage(stage: Stage): ExpectIntact {
  const { cols, rows } = stage.terminal();
  const term = openTerminal(cols, rows);
  const alone = openTerminal(cols, 1);
  const strays: string[] = [];
  term.onTitleChange((title) => strays.push(`title ${title}`));
  term.onBell(() => strays.push('bell'));
  let from = 0;
  return async () => {
    await stage.press(CTRL_L);
    await stage.see(() => stage.bytes().includes(CLEAR, from));
    const bytes = stage.bytes().slice(from);
    from += bytes.length;
    expect(straysIn(bytes)).toBeNull();
    const anewAt = bytes.lastIndexOf(CLEAR);
    const end = bytes.indexOf(END_OF_FRAME, anewAt) + END_OF_FRAME.length;
    await write(term, bytes.slice(0, anewAt));
    const before = allCellsOf(term);
    await write(term, bytes.slice(anewAt, end));
    expect(allCellsOf(term)).toEqual(before);
    await expectRowsAlone(bytes.slice(anewAt, end), { term, alone });
    await write(term, bytes.slice(end));
    expect(term.buffer.active).toMatchObject({ type: 'alternate', baseY: 0 });
    expect(strays).toEqual([]);
  };
}

function openTerminal(cols: number, rows: number): headless.Terminal {
  return new headless.Terminal({ cols, rows, allowProposedApi: true });
}

function allCellsOf(term: headless.Terminal): readonly string[] {
  return Array.from({ length: term.rows }, (_, row) => cellsOf(term, row).join('|'));
}

interface Terminals {
  readonly term: headless.Terminal;
  /** Of one row. */
  readonly alone: headless.Terminal;
}

/** Each row of a picture, in a terminal where nothing else has ever been. */
async function expectRowsAlone(picture: string, { term, alone }: Terminals): Promise<void> {
  const rows = rowsIn(picture);
  const all = allCellsOf(term);
  for (const [row, cells] of all.entries()) {
    const text = rows.get(row) ?? '';
    expect(textWidth(text.replaceAll(OURS, ''))).toBeLessThanOrEqual(term.cols);
    await write(alone, `\u001b[?7l\u001b[0m\u001b[2J\u001b[1;1H${text}`);
    expect(cells).toBe(cellsOf(alone, 0).join('|'));
  }
}

/** By their place. */
function rowsIn(picture: string): ReadonlyMap<number, string> {
  // oxlint-disable-next-line no-control-regex
  const pieces = picture.split(/\u001b\[(\d+);1H/);
  return new Map(pieces.flatMap((piece, at) => (at % 2 === 1 ? [[Number(piece) - 1, pieces[at + 1] ?? '']] : [])));
}

function write(term: headless.Terminal, bytes: string): Promise<void> {
  return new Promise((resolve) => term.write(bytes, resolve));
}
