/** The question before the end, in place of list and detail. */
import type { ReactElement } from 'react';
import { Lines } from '../lines.tsx';
import type { ViewProps } from '../store/model.ts';
import { leavingLines } from './lines.ts';

export function LeavingView({ model, theme }: ViewProps): ReactElement {
  const { layout, session } = model;
  return <Lines lines={leavingLines(session.counts.waiting, layout.width)} rows={layout.bodyRows} theme={theme} />;
}
