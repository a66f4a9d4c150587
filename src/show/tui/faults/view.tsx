/** The panel of faults on the screen. */
import type { ReactElement } from 'react';
import { cutLine } from '../../present/line.ts';
import { Lines } from '../lines.tsx';
import { faultsAtHand, type ViewProps } from '../store/model.ts';
import type { FaultsPanel } from './faults.ts';
import { faultsLines } from './lines.ts';

export function FaultsView({ panel, model, theme }: ViewProps & { readonly panel: FaultsPanel }): ReactElement {
  const { width, bodyRows } = model.layout;
  const lines = faultsLines(panel, faultsAtHand(model), { width, rows: bodyRows, now: model.now });
  return <Lines lines={lines.map((line) => cutLine(line, width))} rows={bodyRows} theme={theme} />;
}
