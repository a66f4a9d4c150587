/**
 * Faults set, added and cleared while the session runs. They act from the next answer on.
 */
import { mistake } from '../../core/failure.ts';
import { inQuotes, printable } from '../../core/printable.ts';
import type { Fault } from '../../faults/fault.ts';
import type { ActiveFault, FaultSet } from '../../faults/fault-set.ts';
import { readFault } from '../../faults/read-fault.ts';
import type { Answered, Intention } from '../intention.ts';

type Of<Kind extends Intention['kind']> = Extract<Intention, { kind: Kind }>;

/** A session, or a simulated shop alone: whoever has faults. */
export interface Faulty {
  readonly faults: FaultSet;
  readonly onChange: (faults: readonly ActiveFault[]) => void;
}

/** All or none: one spec that cannot be read leaves everything as it was. Throws `Failure` (exit 2). */
export function setFaults({ specs }: Of<'set-faults'>, faulty: Faulty): Answered {
  faulty.faults.set(specs.map(faultOf));
  return told(faulty);
}

/** Throws `Failure` (exit 2). */
export function addFault({ spec }: Of<'add-fault'>, faulty: Faulty): Answered {
  faulty.faults.add(faultOf(spec));
  return told(faulty);
}

/** Throws `Failure` (exit 2) for a spec that cannot be read, and for a label that no fault has. */
export function replaceFault({ label, spec }: Of<'replace-fault'>, faulty: Faulty): Answered {
  if (!faulty.faults.replace(label, faultOf(spec))) throw noSuchFault(label, faulty);
  return told(faulty);
}

/** Throws `Failure` (exit 2) for a label that no fault has. */
export function clearFault({ label }: Of<'clear-fault'>, faulty: Faulty): Answered {
  const gone = label === null ? faulty.faults.clear() : faulty.faults.clear(label);
  if (gone === 0 && label !== null) throw noSuchFault(label, faulty);
  return told(faulty);
}

function faultOf(spec: string): Fault {
  const reading = readFault(spec);
  if (reading.kind === 'fault') return reading.fault;
  throw mistake('fault-spec', reading.message);
}

function noSuchFault(label: string, { faults }: Faulty): Error {
  const labels = faults.list().map(({ fault }) => fault.label);
  const hint = labels.length === 0 ? 'None is set.' : `There are: ${labels.join(', ')}.`;
  return mistake('fault-unknown', `There is no fault ${inQuotes(label)}.`, printable(hint));
}

function told({ faults, onChange }: Faulty): Answered {
  const list = faults.list();
  onChange(list);
  const labels = list.filter(({ isOver }) => !isOver).map(({ fault }) => fault.label);
  if (labels.length === 0) return { kind: 'done', text: 'No fault is at work.' };
  const are = labels.length === 1 ? 'Fault' : `${labels.length} faults`;
  return { kind: 'done', text: printable(`${are} at work from the next answer on: ${labels.join('; ')}.`) };
}
