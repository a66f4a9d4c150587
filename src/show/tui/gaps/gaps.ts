/**
 * The panel of what may have been missed. In: what was listed, keys. Out: which changes are taken along, and what the session
 * is asked for. Listing and asking cost API calls and are only done on their keys; Enter plays what is taken.
 */
import type { ListingView, MissedView } from '../../../session/gaps/view.ts';
import { doDeed, moved, type PanelNext, type Stroke } from '../panel/panel.ts';

export interface GapsPanel {
  readonly kind: 'gaps';
  readonly cursor: number;
  /** Left out; all others are taken. */
  readonly left: readonly string[];
}

export const FIRST_GAPS: GapsPanel = { kind: 'gaps', cursor: 0, left: [] };

/** As a session understands it: exactly this change. */
export function nameOf({ event, id }: Pick<MissedView, 'event' | 'id'>): string {
  return `${event} ${id}`;
}

/** Not played yet and not left out. */
export function isTaken(change: MissedView, { left }: GapsPanel): boolean {
  return !change.isPlayed && !left.includes(nameOf(change));
}

export function reduceGaps(panel: GapsPanel, stroke: Stroke, listing: ListingView | null): PanelNext<GapsPanel> {
  const changes = listing?.missed ?? [];
  const taken = changes.filter((change) => isTaken(change, panel)).map(nameOf);
  const chosen = changes[panel.cursor];
  const to = (way: 'up' | 'down'): PanelNext<GapsPanel> => ({
    panel: { ...panel, cursor: moved(panel.cursor, way, changes.length) },
  });
  return doDeed(
    {
      up: () => to('up'),
      down: () => to('down'),
      take: () => ({ panel: chosen === undefined ? panel : { ...panel, left: flipped(panel.left, nameOf(chosen)) } }),
      'take-all': () => ({ panel: { ...panel, left: taken.length > 0 ? changes.map(nameOf) : [] } }),
      'list-missed': () => ({
        panel: FIRST_GAPS,
        wish: { kind: 'list-missed', since: null, pages: nextPages(listing), dryRun: false },
      }),
      'check-gaps': () => ({ panel, wish: { kind: 'check-gaps', dryRun: false } }),
      pick: () =>
        taken.length === 0 ? { panel } : { panel, wish: { kind: 'play-missed', choice: taken, dryRun: false } },
      close: () => ({ panel: null }),
    },
    panel,
    stroke,
  );
}

/** So many of each list are asked for with the next key. */
export function nextPages(listing: ListingView | null): number {
  return listing !== null && listing.isCut ? listing.pages + 1 : 1;
}

function flipped(left: readonly string[], name: string): readonly string[] {
  return left.includes(name) ? left.filter((one) => one !== name) : [...left, name];
}
