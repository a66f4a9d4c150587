/**
 * The only place where our lines become Ink elements: one memoised text a row, so that a frame costs what has changed. The
 * text is the row's number on the desk, which Ink lays out in the row's stead.
 */
import { Box, Text } from 'ink';
import { createContext, memo, useContext, type Context, type ReactElement } from 'react';
import { EMPTY_LINE, type Line } from '../present/line.ts';
import { paintLine, type Theme } from '../present/theme.ts';
import { createRowDesk, type RowDesk } from './screen/row-desk.ts';

/** One for each screen, and the same for all of its life. */
export const Desk: Context<RowDesk> = createContext(createRowDesk());

export interface LinesProps {
  readonly lines: readonly Line[];
  /** Exactly this many rows: cut, or filled with empty ones. */
  readonly rows: number;
  readonly theme: Theme;
}

export function Lines({ lines, rows, theme }: LinesProps): ReactElement {
  const shown = Array.from({ length: rows }, (_, index) => paintLine(lines[index] ?? EMPTY_LINE, theme));
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
  return <Text>{useContext(Desk).numberOf(text)}</Text>;
});
