/** The picker of events on the screen. */
import type { ReactElement } from 'react';
import { cutLine } from '../../present/line.ts';
import { Lines } from '../lines.tsx';
import { targetUrl, type ViewProps } from '../store/model.ts';
import { formLines } from './form-lines.ts';
import { triggerLines } from './lines.ts';
import { chosenName, eventOf, type TriggerPanel } from './trigger.ts';

export function TriggerView({ panel, model, theme }: ViewProps & { readonly panel: TriggerPanel }): ReactElement {
  const { width, bodyRows } = model.layout;
  const url = targetUrl(model.session, eventOf(panel.form?.name ?? chosenName(panel)));
  const look = { width, rows: bodyRows, target: url === null ? ' by the simulated shop.' : ` to ${url}.` };
  const lines = panel.form === null ? triggerLines(panel, look) : formLines(panel.form, look);
  return <Lines lines={lines.map((line) => cutLine(line, width))} rows={bodyRows} theme={theme} />;
}
