/** Start, end and quiet on the screen. */
import type { ReactElement } from 'react';
import { cutLine } from '../../present/line.ts';
import { Lines } from '../lines.tsx';
import type { ViewProps } from '../store/model.ts';
import { quietLines, stepsLines } from './lines.ts';

export function StepsView({ model, theme }: ViewProps): ReactElement {
  const { layout, session, steps } = model;
  const lines = stepsLines(session, steps, layout.bodyRows).map((line) => cutLine(line, layout.width));
  return <Lines lines={lines} rows={layout.bodyRows} theme={theme} />;
}

export function QuietView({ model, theme }: ViewProps): ReactElement {
  const { layout, session } = model;
  return <Lines lines={quietLines(session, layout.width)} rows={layout.bodyRows} theme={theme} />;
}
