/**
 * Rows that are blank for a moment while a frame is drawn, in a terminal that shows bytes as they come. In: frames. Out: how
 * many rows were blank in the midst of a frame that were not before it and are not after it. Each frame is written into a
 * headless terminal in small slices, as a slow line would bring it.
 */
import headless from '@xterm/headless';
import type { Frame } from './frames.ts';

const SLICE = 64;

export async function tornRows(frames: readonly Frame[], size: { cols: number; rows: number }): Promise<number> {
  const term = new headless.Terminal({ ...size, allowProposedApi: true });
  let torn = 0;
  for (const { text } of frames) torn += await tornBy(text, term);
  term.dispose();
  return torn;
}

async function tornBy(text: string, term: headless.Terminal): Promise<number> {
  const before = blankRows(term);
  const blankOnTheWay = new Set<number>();
  for (let at = 0; at < text.length; at += SLICE) {
    await write(term, text.slice(at, at + SLICE));
    for (const row of blankRows(term)) blankOnTheWay.add(row);
  }
  const after = blankRows(term);
  return [...blankOnTheWay].filter((row) => !before.has(row) && !after.has(row)).length;
}

function blankRows(term: headless.Terminal): ReadonlySet<number> {
  const { active } = term.buffer;
  const rows = Array.from({ length: term.rows }, (_, row) => row);
  return new Set(rows.filter((row) => (active.getLine(active.baseY + row)?.translateToString(true) ?? '') === ''));
}

function write(term: headless.Terminal, bytes: string): Promise<void> {
  return new Promise((resolve) => term.write(bytes, resolve));
}
