/** The panel that chooses a record of the shop and says its price, on the screen. */
import type { ReactElement } from 'react';
import { LowerPanel, lowerRows } from '../panel/view.tsx';
import type { ViewProps } from '../store/model.ts';
import { recordPanelLines } from './lines.ts';
import type { RecordPanel } from './record.ts';

export function RecordPanelView({ panel, ...props }: ViewProps & { readonly panel: RecordPanel }): ReactElement {
  const { layout, session } = props.model;
  const lines = recordPanelLines(panel, session, { width: layout.width, rows: lowerRows(props.model) });
  return <LowerPanel {...props} title="the whole record from the shop" lines={lines} />;
}
