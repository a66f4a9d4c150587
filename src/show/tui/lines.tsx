/**
 * The only place where our lines become Ink elements: one memoised text a row, so that a frame costs what has changed.
 */
import { Box, Text } from 'ink';
import { memo, type ReactElement } from 'react';
import { EMPTY_LINE, type Line } from '../present/line.ts';
import { paintLine, type Theme } from '../present/theme.ts';

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

/** An empty text would have no height. `truncate` is a safety net: lines come cut to the width. */
const Row = memo(function Row({ text }: { readonly text: string }): ReactElement {
  return <Text wrap="truncate">{text === '' ? ' ' : text}</Text>;
});
