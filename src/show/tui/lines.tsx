/**
 * The only place where our lines become an Ink element. The text is the block's number on the desk, which Ink lays out in the
 * stead of its rows.
 */
import { Text } from 'ink';
import { createContext, useContext, useState, type Context, type ReactElement } from 'react';
import { cutLine, EMPTY_LINE, type Line } from '../present/line.ts';
import { paintLine, type Theme } from '../present/theme.ts';
import { createRowDesk, type RowDesk } from './screen/row-desk.ts';

export interface Paper extends Pick<RowDesk, 'newBlock'> {
  /** Of the terminal by now. */
  readonly columns: () => number;
}

/** One for each screen, and the same for all of its life. */
export const OnPaper: Context<Paper> = createContext<Paper>({ ...createRowDesk(), columns: () => 0 });

export interface LinesProps {
  readonly lines: readonly Line[];
  /** Exactly this many rows: cut, or filled with empty ones. */
  readonly rows: number;
  readonly theme: Theme;
}

export function Lines({ lines, rows, theme }: LinesProps): ReactElement {
  const { columns, newBlock } = useContext(OnPaper);
  const [block] = useState(newBlock);
  // Most lines come cut to the width.
  const painted = (line: Line): string => paintLine(cutLine(line, columns()), theme);
  const shown = Array.from({ length: rows }, (_, index) => painted(lines[index] ?? EMPTY_LINE));
  return <Text>{block.put(shown)}</Text>;
}
