/** The sheet of keys on the screen; it scrolls where it is longer than the window. */
import type { ReactElement } from 'react';
import { Lines } from '../lines.tsx';
import { situationBelow, type ViewProps } from '../store/model.ts';
import { clampScroll } from '../store/window.ts';
import { helpLines } from './lines.ts';

export function HelpView({ model, theme, scroll }: ViewProps & { readonly scroll: number }): ReactElement {
  const { layout } = model;
  const lines = helpLines(situationBelow(model), layout.width);
  const from = clampScroll(scroll, lines.length, layout.bodyRows);
  return <Lines lines={lines.slice(from)} rows={layout.bodyRows} theme={theme} />;
}
