/** The panel of what may have been missed, on the screen. */
import type { ReactElement } from 'react';
import { cutLine } from '../../present/line.ts';
import { Lines } from '../lines.tsx';
import type { ViewProps } from '../store/model.ts';
import type { GapsPanel } from './gaps.ts';
import { gapsLines } from './lines.ts';

export function GapsView({ panel, model, theme }: ViewProps & { readonly panel: GapsPanel }): ReactElement {
  const { width, bodyRows: rows } = model.layout;
  const lines = gapsLines(panel, model.session, { width, rows }).map((line) => cutLine(line, width));
  return <Lines lines={lines} rows={rows} theme={theme} />;
}
