/**
 * One deed of a scenario done in a shop. In: the deed and what of the shop it needs. Out: a promise where it takes time.
 */
import type { RecordLists } from '../../core/envelope.ts';
import type { EventDefinition } from '../../core/events.ts';
import type { FaultSet } from '../../faults/fault-set.ts';
import type { Access } from '../api/access.ts';
import type { ShopClock } from '../clock/clock.ts';
import type { MoveOptions } from '../api/premises.ts';
import type { ServedShop } from '../api/serve.ts';
import type { Deed } from './scenario.ts';

/** What of a shop a scenario needs; a `SimulatedShop` has all of it. */
export interface Stage {
  readonly clock: Pick<ShopClock, 'now' | 'wakeAt' | 'hold' | 'setSpeed'>;
  readonly trade: {
    happen(event: EventDefinition, count: number): readonly string[];
    emit(event: EventDefinition, lists: RecordLists): readonly string[];
  };
  readonly access: Pick<Access, 'deny' | 'allow'>;
  readonly faults: Pick<FaultSet, 'add' | 'clear'>;
  move(options: MoveOptions): Promise<ServedShop>;
}

/** Throws, or rejects with, the `Failure` of what was done. */
export function perform(deed: Deed, stage: Stage): Promise<unknown> | null {
  if (deed.kind === 'move') return stage.move({ form: deed.form });
  performAtOnce(deed, stage);
  return null;
}

function performAtOnce(deed: Exclude<Deed, { kind: 'move' }>, { trade, faults, access, clock }: Stage): void {
  switch (deed.kind) {
    case 'happen':
      return void trade.happen(deed.event, deed.records);
    case 'emit':
      return void trade.emit(deed.event, deed.lists);
    case 'fault':
      return faults.add(deed.fault);
    case 'clear-faults':
      return void (deed.label === null ? faults.clear() : faults.clear(deed.label));
    case 'deny':
      return void access.deny(deed.events);
    case 'allow':
      return void access.allow(deed.events);
    case 'speed':
      return clock.setSpeed(deed.speed);
    case 'say':
    case 'end':
  }
}
