/**
 * What lies over list and detail, or in place of the detail: one at a time.
 */
import type { FaultsPanel } from '../faults/faults.ts';
import type { FilterPanel } from '../filter/filter.ts';
import type { FixturePanel } from '../fixture/fixture.ts';
import type { GapsPanel } from '../gaps/gaps.ts';
import type { HealthPanel } from '../health/health.ts';
import type { PolicyPanel } from '../policy/policy.ts';
import type { SearchPanel } from '../detail/body/search.ts';
import type { RecordPanel } from '../record/record.ts';
import type { SharePanel } from '../share/share.ts';
import type { TriggerPanel } from '../trigger/trigger.ts';
import type { WebhooksPanel } from '../webhooks/webhooks.ts';

export type Panel =
  | FaultsPanel
  | FilterPanel
  | FixturePanel
  | GapsPanel
  | HealthPanel
  | PolicyPanel
  | RecordPanel
  | SearchPanel
  | SharePanel
  | TriggerPanel
  | WebhooksPanel;

export type Overlay =
  | { readonly kind: 'none' }
  | { readonly kind: 'help'; readonly scroll: number }
  /** The question at the end. */
  | { readonly kind: 'leaving' }
  | Panel;

export const NO_OVERLAY: Overlay = { kind: 'none' };

export function isPanel(overlay: Overlay): overlay is Panel {
  return !['none', 'help', 'leaving'].includes(overlay.kind);
}
