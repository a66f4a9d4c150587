/**
 * An event of 65 letters was taken as given, but a webhook with it was not known for ours any more when it was left over; and
 * a fault of a file that was longer than a spec may be could not be read back from a saved shop.
 */
import { expect, it } from 'vitest';
import { readPattern } from '../../src/core/pattern.ts';
import { readFaultFile } from '../../src/faults/read-fault-file.ts';
import { readFault } from '../../src/faults/read-fault.ts';
import { nameWebhook, readWebhookName } from '../../src/register/names.ts';

it.each([64, 65])('an event whose first part has %i letters is taken when its webhook is known again', (letters) => {
  const event = `${'G'.repeat(letters)}.create`;
  const name = nameWebhook({ machine: '0a1b2c3d', session: '11112222', event });
  expect(readPattern(event).kind === 'pattern').toBe(readWebhookName(name) !== null);
  expect(readPattern(event).kind === 'pattern').toBe(letters <= 64);
});

it('a fault of a file is taken when its spec can be read', () => {
  const match = 'body:a '.repeat(140);
  const fits = readFaultFile(JSON.stringify([{ status: 500, match }]));
  expect(fits.kind).toBe('faults');
  for (const fault of fits.kind === 'faults' ? fits.faults : []) expect(readFault(fault.spec).kind).toBe('fault');
  const tooLong = readFaultFile(JSON.stringify([{ status: 500, event: '*'.repeat(2000) }]));
  expect(tooLong.kind === 'broken' ? tooLong.message : '').toContain('at most 2000 letters');
});
