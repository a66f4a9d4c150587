/** The header on the screen, with the rule under it. */
import type { ReactElement } from 'react';
import { Lines } from '../lines.tsx';
import { listRule } from '../list/lines.ts';
import { ruleLine } from '../rule.ts';
import { isListInView, type ViewProps } from '../store/model.ts';
import { headerLines } from './lines.ts';

export function HeaderView({ model, theme }: ViewProps): ReactElement {
  const { session, layout, feed, ui, now } = model;
  const rule = isListInView(model) ? listRule(feed, ui.filter, layout.width) : ruleLine(layout.width);
  return <Lines lines={[...headerLines(session, layout, now), rule]} rows={layout.headerRows + 1} theme={theme} />;
}
