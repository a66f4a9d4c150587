/** The panel that copies or exports, on the screen. */
import type { ReactElement } from 'react';
import { LowerPanel } from '../panel/view.tsx';
import type { ViewProps } from '../store/model.ts';
import { shareLines } from './lines.ts';
import type { SharePanel } from './share.ts';

export function ShareView({ panel, ...props }: ViewProps & { readonly panel: SharePanel }): ReactElement {
  const { layout, means } = props.model;
  const title = `${panel.to === 'file' ? 'export' : 'copy'} ${panel.event} ${panel.key}`.trimEnd();
  const lines = shareLines(panel, means.sharing.doubt, layout.width);
  return <LowerPanel {...props} title={title} lines={lines} />;
}
