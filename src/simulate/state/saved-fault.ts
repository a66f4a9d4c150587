/** A fault and how it had fared. */
import type { FaultState } from '../../faults/fault-set.ts';
import { readFault } from '../../faults/read-fault.ts';
import { fieldsAt, wrong, type Place } from './reading.ts';
import { readStreamState } from './saved-stream.ts';

export function readFaultState(at: Place): FaultState {
  const fields = fieldsAt(at);
  const spec = fields.text('spec');
  const reading = readFault(spec);
  if (reading.kind === 'broken') throw wrong(`${at.path}.spec`, `a fault (${reading.sentence})`);
  return {
    spec,
    setAt: fields.instant('setAt'),
    matched: fields.whole('matched'),
    spoiled: fields.whole('spoiled'),
    draws: readStreamState(fields.at('draws')),
  };
}
