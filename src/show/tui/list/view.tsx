/** The list of deliveries on the screen. */
import type { ReactElement } from 'react';
import { RULES } from '../../../core/rules.ts';
import { Lines } from '../lines.tsx';
import { modeOf, type ViewProps } from '../store/model.ts';
import { listLines } from './lines.ts';

export function ListView({ model, theme }: ViewProps): ReactElement {
  const { layout, feed, now, session, ui, chain } = model;
  const { limit } = RULES[session.rules];
  const lines = listLines(feed, { layout, now, limit, hasFocus: modeOf(ui) === 'list', chain });
  return <Lines lines={lines} rows={layout.listRows + (layout.hasHeading ? 1 : 0)} theme={theme} />;
}
