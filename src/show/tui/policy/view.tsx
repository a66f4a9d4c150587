/** The picker of the answer policy on the screen. */
import type { ReactElement } from 'react';
import { LowerPanel } from '../panel/view.tsx';
import type { ViewProps } from '../store/model.ts';
import { policyLines } from './lines.ts';
import type { PolicyPanel } from './policy.ts';

export function PolicyView({ panel, ...props }: ViewProps & { readonly panel: PolicyPanel }): ReactElement {
  const { session, layout } = props.model;
  return <LowerPanel {...props} title="answer policy" lines={policyLines(panel, session.policy, layout.width)} />;
}
