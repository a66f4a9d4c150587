/** The panel of health on the screen. */
import type { ReactElement } from 'react';
import { cutLine } from '../../present/line.ts';
import { Lines } from '../lines.tsx';
import type { ViewProps } from '../store/model.ts';
import { clampScroll } from '../store/window.ts';
import type { HealthPanel } from './health.ts';
import { healthLines } from './lines.ts';

export function HealthView({ panel, model, theme }: ViewProps & { readonly panel: HealthPanel }): ReactElement {
  const { width, bodyRows } = model.layout;
  const lines = healthLines(model.session, width, model.now).map((line) => cutLine(line, width));
  const from = clampScroll(panel.scroll, lines.length, bodyRows);
  return <Lines lines={lines.slice(from)} rows={bodyRows} theme={theme} />;
}
