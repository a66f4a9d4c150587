/**
 * The only place where our lines become Ink elements: one memoised text a row, so that a frame costs what has changed. The
 * text is the row's number on the desk, which Ink lays out in the row's stead.
 */
import { Box, Text } from 'ink';
import { createContext, memo, useContext, type Context, type ReactElement } from 'react';
import { cutLine, EMPTY_LINE, type Line } from '../present/line.ts';
import { paintLine, type Theme } from '../present/theme.ts';
import type { RowDesk } from './screen/row-desk.ts';

export interface Paper extends Pick<RowDesk, 'numberOf'> {
  /** Of the terminal by now. */
  readonly columns: () => number;
}

/** One for each screen, and the same for all of its life. */
export const OnPaper: Context<Paper> = createContext({ numberOf: (row: string): string => row, columns: () => 0 });

export interface LinesProps {
  readonly lines: readonly Line[];
  /** Exactly this many rows: cut, or filled with empty ones. */
  readonly rows: number;
  readonly theme: Theme;
}

export function Lines({ lines, rows, theme }: LinesProps): ReactElement {
  const { columns } = useContext(OnPaper);
  // Most lines come cut to the width.
  const painted = (line: Line): string => paintLine(cutLine(line, columns()), theme);
  const shown = Array.from({ length: rows }, (_, index) => painted(lines[index] ?? EMPTY_LINE));
  return (
    <Box flexDirection="column" height={rows} flexShrink={0}>
      {shown.map((text, index) => (
        // Rows are places on the screen, not things: what stands in one changes.
        // oxlint-disable-next-line react/no-array-index-key
        <Row key={index} text={text} />
      ))}
    </Box>
  );
}

const Row = memo(function Row({ text }: { readonly text: string }): ReactElement {
  return <Text>{useContext(OnPaper).numberOf(text)}</Text>;
});
