/** A fault of somebody's configuration put escape sequences into the sentence that refuses it, and into its own label. */
import { expect, it } from 'vitest';
import { readFault } from '../../src/faults/read-fault.ts';
import { readFaultFile } from '../../src/faults/read-fault-file.ts';

// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/;

it.each([
  '\u001b[2J',
  '\u001b[2J=1',
  'status=503,\u009b1m=2',
  'match=\u202eattempt:1',
  'connection=reset,match=body:\u0007',
])('%j', (spec) => {
  const reading = readFault(spec);
  expect(reading.kind === 'fault' ? reading.fault.label : reading.message).not.toMatch(CONTROLS);
  const file = readFaultFile(JSON.stringify([spec, { [spec]: 1 }]));
  expect(file.kind === 'broken' ? file.message : '').not.toMatch(CONTROLS);
});

it('is cut where it is longer than a sentence', () => {
  const reading = readFault('x'.repeat(1900));
  expect(reading.kind === 'broken' ? reading.sentence.length : 0).toBeLessThan(500);
  const file = readFaultFile(JSON.stringify([{ ['x'.repeat(5000)]: true }]));
  expect(file.kind === 'broken' ? file.message.length : 0).toBeLessThan(500);
});
