/**
 * Answers to spoil on purpose, as `--fault` and `--faults` give them. Out: faults that have been read, in their order.
 */
import { mistake } from '../core/failure.ts';
import { printable } from '../core/printable.ts';
import type { Fault } from '../faults/fault.ts';
import { readFaultFile } from '../faults/read-fault-file.ts';
import { readFault } from '../faults/read-fault.ts';
import type { Given, Reader } from './given.ts';
import { readTextFile } from './read-file.ts';

/** The first that fits a call is at work, so those of the command line come before those of a file. Throws `Failure` (exit 2). */
export function readFaults(reader: Reader): readonly Fault[] {
  const given = reader.given('fault');
  const specs = given === null ? [] : given.texts.map((spec) => faultOf(spec, given));
  const path = reader.path('faults');
  return path === null ? specs : [...specs, ...faultsIn(path)];
}

function faultOf(spec: string, { where }: Given): Fault {
  const reading = readFault(spec);
  if (reading.kind === 'fault') return reading.fault;
  throw mistake('fault-spec', `${where}: ${reading.message}`);
}

function faultsIn(path: string): readonly Fault[] {
  const reading = readFaultFile(textOf(path));
  if (reading.kind === 'faults') return reading.faults;
  throw mistake('fault-file', `${printable(path)}: ${reading.message}`);
}

function textOf(path: string): string {
  const reading = readTextFile(path);
  if (reading.kind === 'text') return reading.text;
  throw mistake('fault-file', `The file of faults ${printable(path)} cannot be read: ${reading.why}.`);
}
