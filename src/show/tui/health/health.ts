/**
 * The panel of health: nothing to choose in it, it only scrolls where it is longer than the window.
 */
import { doDeed, type PanelNext, type Stroke } from '../panel/panel.ts';

export interface HealthPanel {
  readonly kind: 'health';
  readonly scroll: number;
}

export const FIRST_HEALTH: HealthPanel = { kind: 'health', scroll: 0 };

/** `most`: how far it can scroll. */
export function reduceHealth(panel: HealthPanel, stroke: Stroke, most: number): PanelNext<HealthPanel> {
  const scrolled = (by: number) => ({
    panel: { ...panel, scroll: Math.max(0, Math.min(panel.scroll + by, most)) },
  });
  return doDeed(
    { up: () => scrolled(-1), down: () => scrolled(1), close: () => ({ panel: null }), pick: () => ({ panel: null }) },
    panel,
    stroke,
  );
}
