/** The picker of events on the screen. */
import type { ReactElement } from 'react';
import { cutLine } from '../../present/line.ts';
import { Lines } from '../lines.tsx';
import type { ViewProps } from '../store/model.ts';
import { triggerLines } from './lines.ts';
import type { TriggerPanel } from './trigger.ts';

export function TriggerView({ panel, model, theme }: ViewProps & { readonly panel: TriggerPanel }): ReactElement {
  const { width, bodyRows } = model.layout;
  const [first] = model.session.targets;
  const target = first === undefined ? ' by the simulated shop.' : ` to ${first.url}.`;
  const lines = triggerLines(panel, { width, rows: bodyRows, target });
  return <Lines lines={lines.map((line) => cutLine(line, width))} rows={bodyRows} theme={theme} />;
}
