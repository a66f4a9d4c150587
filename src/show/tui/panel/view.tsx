/** A panel on the screen: in place of the detail under a rule where the list is in view, else in place of everything. */
import type { ReactElement } from 'react';
import { cutLine, EMPTY_LINE, line, type Line } from '../../present/line.ts';
import { Lines } from '../lines.tsx';
import { ruleLine } from '../rule.ts';
import { isListInView, type ViewProps } from '../store/model.ts';

export interface PanelProps extends ViewProps {
  readonly title: string;
  readonly lines: readonly Line[];
}

/** Rows for the lines of a panel, without its title. */
export function lowerRows(model: PanelProps['model']): number {
  const { bodyRows, detailRows, hasTitleRow } = model.layout;
  return isListInView(model) ? detailRows + (hasTitleRow ? 1 : 0) : bodyRows - 2;
}

export function LowerPanel({ model, theme, title, lines }: PanelProps): ReactElement {
  const { layout } = model;
  const cut = lines.map((one) => cutLine(one, layout.width));
  if (!isListInView(model)) {
    const head = cutLine(line(` ${title}`, 'strong'), layout.width);
    return <Lines lines={[head, EMPTY_LINE, ...cut]} rows={layout.bodyRows} theme={theme} />;
  }
  const rows = lowerRows(model) + 1;
  return <Lines lines={[ruleLine(layout.width, title, 'strong'), ...cut]} rows={rows} theme={theme} />;
}
