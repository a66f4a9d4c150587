/**
 * A fault as a test sets it. In: the same text as `--fault`. Out: how to take it back.
 */
import { mistake } from '../core/failure.ts';
import type { FaultSet } from '../faults/fault-set.ts';
import { readFault } from '../faults/read-fault.ts';

/** Throws `Failure` (exit 2), pointing at the place. */
export function addFault(faults: FaultSet, spec: string): () => void {
  const reading = readFault(spec);
  if (reading.kind === 'broken') throw mistake('bad-fault', reading.message);
  faults.add(reading.fault);
  return () => void faults.clear(reading.fault.label);
}
