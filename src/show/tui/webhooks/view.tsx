/** The panel of webhooks on the screen. */
import type { ReactElement } from 'react';
import { cutLine } from '../../present/line.ts';
import { Lines } from '../lines.tsx';
import type { ViewProps } from '../store/model.ts';
import { webhooksLines } from './lines.ts';
import type { WebhooksPanel } from './webhooks.ts';

export function WebhooksView({ panel, model, theme }: ViewProps & { readonly panel: WebhooksPanel }): ReactElement {
  const { width, bodyRows } = model.layout;
  const lines = webhooksLines(panel, model.session, { width, rows: bodyRows, now: model.now });
  return <Lines lines={lines.map((line) => cutLine(line, width))} rows={bodyRows} theme={theme} />;
}
