/**
 * A course of events in the simulated shop, as data: what happens, and when on the shop's clock. Read from a JSON file by
 * `readScenario`, carried out by `playScenario`; the published schema is made from the same rows (`step-kinds.ts`).
 */
import type { RecordLists } from '../../core/envelope.ts';
import type { EventDefinition } from '../../core/events.ts';
import type { Millis } from '../../core/instant.ts';
import type { RulesName } from '../../core/rules.ts';
import type { Fault } from '../../faults/fault.ts';
import type { MovedForm } from '../api/moved.ts';

/** What happens. */
export type Deed =
  /** A line for people. */
  | { readonly kind: 'say'; readonly text: string }
  /** Things of the shop's choosing are created, changed or removed: `count` times, each time `records` of them. */
  | {
      readonly kind: 'happen';
      readonly event: EventDefinition;
      readonly records: number;
      readonly count: number;
      /** From one time to the next. */
      readonly every: Millis;
    }
  /** Exactly these records. */
  | { readonly kind: 'emit'; readonly event: EventDefinition; readonly lists: RecordLists }
  | { readonly kind: 'fault'; readonly fault: Fault }
  /** The fault with this label; null: all. */
  | { readonly kind: 'clear-faults'; readonly label: string | null }
  | { readonly kind: 'deny'; readonly events: readonly string[] }
  | { readonly kind: 'allow'; readonly events: readonly string[] }
  | { readonly kind: 'move'; readonly form: MovedForm }
  | { readonly kind: 'speed'; readonly speed: number | 'max' }
  /** Nothing comes after it; a shop that was opened for the scenario closes. */
  | { readonly kind: 'end' };

export interface Step {
  /** From the scenario's beginning, on the shop's clock. */
  readonly at: Millis;
  readonly deed: Deed;
}

export interface Scenario {
  /** Of a built-in one, or the file's. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** What a shop opened for it has; null: as it pleases. */
  readonly seed: string | null;
  readonly rules: RulesName | null;
  /** As they stand in the file, which need not be in the order of time. */
  readonly steps: readonly Step[];
}
