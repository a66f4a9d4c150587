/** The header on the screen, with the rule under it. */
import type { ReactElement } from 'react';
import { Lines } from '../lines.tsx';
import { listRule } from '../list/lines.ts';
import { ruleLine } from '../rule.ts';
import { isListInView, modeOf, type ViewProps } from '../store/model.ts';
import type { Overlay } from '../store/overlay.ts';
import { headerLines } from './lines.ts';

/** Of what is open in place of the list. */
const TITLES: Readonly<Partial<Record<Overlay['kind'], string>>> = {
  faults: 'faults',
  health: 'health',
  help: 'keys',
  trigger: 'trigger',
  webhooks: 'webhooks',
};

export function HeaderView({ model, theme }: ViewProps): ReactElement {
  const { session, layout, feed, ui, now } = model;
  const look = { filter: ui.filter, width: layout.width, hasFocus: modeOf(ui) === 'list' };
  const rule = isListInView(model) ? listRule(feed, look) : ruleLine(layout.width, TITLES[ui.overlay.kind]);
  return <Lines lines={[...headerLines(session, layout, now), rule]} rows={layout.headerRows + 1} theme={theme} />;
}
