/**
 * The picker of the answer policy: which policies there are, and what keys do in it.
 */
import type { PolicyName } from '../../../core/record.ts';
import { doDeed, moved, type Deeds, type PanelNext, type Stroke } from '../panel/panel.ts';

export type ChosenPolicy = Exclude<PolicyName, 'capture'>;

export interface PolicyPanel {
  readonly kind: 'policy';
  readonly cursor: number;
}

export const POLICIES: readonly { readonly name: ChosenPolicy; readonly words: string }[] = [
  { name: 'mirror', words: 'the shop sees what your handler does' },
  { name: 'rescue', words: 'late or dead becomes a 503: the shop repeats' },
  { name: 'ack', words: '204 at once; we repeat until the handler is right' },
];

/** The policy at work is chosen. */
export function openPolicy(current: PolicyName): PolicyPanel {
  return {
    kind: 'policy',
    cursor: Math.max(
      0,
      POLICIES.findIndex(({ name }) => name === current),
    ),
  };
}

export function reducePolicy(panel: PolicyPanel, stroke: Stroke): PanelNext<PolicyPanel> {
  return doDeed(DEEDS, panel, stroke);
}

const DEEDS: Deeds<PolicyPanel> = {
  up: (panel) => ({ panel: { ...panel, cursor: moved(panel.cursor, 'up', POLICIES.length) } }),
  down: (panel) => ({ panel: { ...panel, cursor: moved(panel.cursor, 'down', POLICIES.length) } }),
  'next-policy': (panel) => ({ panel: { ...panel, cursor: (panel.cursor + 1) % POLICIES.length } }),
  close: () => ({ panel: null }),
  pick: ({ cursor }) => {
    const picked = POLICIES[cursor];
    return { panel: null, ...(picked && { wish: { kind: 'set-policy', policy: picked.name } }) };
  },
};
