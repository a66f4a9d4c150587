/** The last lines on the screen: a rule where there is room, the notice, the keys. */
import type { ReactElement } from 'react';
import type { Line } from '../../present/line.ts';
import { Lines } from '../lines.tsx';
import { ruleLine } from '../rule.ts';
import { situationOf, type ViewProps } from '../store/model.ts';
import { footerLine, noticeLines } from './lines.ts';

export function FooterView({ model, theme }: ViewProps): ReactElement {
  const { session, layout, ui, now } = model;
  const notices = noticeLines({ notice: session.notices.at(-1) ?? null, message: ui.message }, layout.width, now);
  const lines: readonly Line[] = [
    ...(layout.hasFooterRule ? [ruleLine(layout.width)] : []),
    ...notices,
    footerLine(situationOf(model), layout.width, model.asking),
  ];
  return <Lines lines={lines} rows={lines.length} theme={theme} />;
}
