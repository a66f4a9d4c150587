/** A fault as a spec or in a file: read or refused with its place; one that was read acts within its bounds. */
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { createFaults } from '../../../src/faults/fault-set.ts';
import type { Fault } from '../../../src/faults/fault.ts';
import { readFaultFile } from '../../../src/faults/read-fault-file.ts';
import { readFault } from '../../../src/faults/read-fault.ts';
import { judgeProtoypes, judgeWords } from '../judge.ts';
import { anyJson, anyText, spoiled } from '../letters.ts';
import { target } from '../target.ts';

const SPECS = [
  'status=503',
  'event=Orders.*,delay=200-1500,times=3,skip=1,every=2',
  'connection=truncate,probability=0.3,for=10m,name=black-friday',
  'phase=before,status=500,match=attempt:1 body:"a,b"',
  'outage',
  'flaky,times=2',
  'slow,connection=drip',
];

const WORDS =
  'status=|delay=|connection=|phase=before|times=|skip=|every=|probability=|for=|name=|match=|event=|,|=|-|reset|hang|garbage|empty|1e9|10m|200-1500'.split(
    '|',
  );

export const FAULT_SPECS = target({
  name: 'fault-specs',
  words: 'any text as --fault: a fault that acts within its bounds, or refused with the place',
  ci: 300,
  weight: 15,
  open: () => ({
    cases: fc.oneof({ weight: 5, arbitrary: spoiled({ from: SPECS, words: WORDS, longest: 3000 }) }, anyText),
    check(text) {
      const reading = readFault(text);
      if (reading.kind === 'fault') return judgeFault(reading.fault);
      judgeWords(reading.message);
      if (reading.at < 0 || reading.at > text.length) throw new Error(`it points to ${reading.at}`);
    },
  }),
});

const FILES = [
  '[{"event":"Orders.create","status":503,"times":3},"slow"]',
  '{"$schema":"x","faults":[{"preset":"outage","for":"1m"},{"connection":"reset","match":"attempt:1"}]}',
];

const entries = fc.array(
  fc.dictionary(fc.constantFrom('status', 'delay', 'times', 'match', 'name', 'preset', '__proto__', 'x'), anyJson),
  { maxLength: 3 },
);

export const FAULT_FILES = target({
  name: 'fault-files',
  words: 'any text as a file of faults: faults that act within their bounds, or refused with the path',
  ci: 200,
  weight: 8,
  open: () => ({
    cases: fc.oneof(
      spoiled({ from: FILES, words: [...WORDS, '"faults":', '{"__proto__":{"x":1}}'] }),
      entries.map((list) => JSON.stringify(list)),
      anyJson.map((value) => JSON.stringify(value)),
    ),
    check(text) {
      const reading = readFaultFile(text);
      if (reading.kind === 'broken') judgeWords(reading.message);
      else for (const fault of reading.faults) judgeFault(fault);
      judgeProtoypes();
    },
  }),
});

/** What it is called stands in records and on the screen; what it does must end. */
function judgeFault(fault: Fault): void {
  judgeWords(fault.label);
  const { status = 200, delay, probability = 1 } = fault.settings;
  if (!(status >= 200 && status <= 599)) throw new Error(`status ${status}`);
  if (!(probability >= 0 && probability <= 1)) throw new Error(`probability ${probability}`);
  if (delay !== undefined && !(delay.from >= 0 && delay.from <= delay.to && delay.to < 2 ** 31)) {
    throw new Error(`delay ${delay.from}-${delay.to}`);
  }
  const set = createFaults({ faults: [fault], seed: 'fuzz', now: () => 0 });
  for (let attempt = 1; attempt < 4; attempt += 1) {
    const chosen = set.choose({ event: 'Orders.create', key: '1', body: Buffer.from('{"a":1}'), attempt });
    if (chosen !== null && (chosen.delay ?? 0) > (delay?.to ?? 0)) throw new Error(`waits ${chosen.delay}`);
  }
  // The state file keeps a fault as its spec alone.
  const again = readFault(fault.spec);
  const isSame = again.kind === 'fault' && isDeepStrictEqual(again.fault.settings, fault.settings);
  if (!isSame) throw new Error(`its own spec is not read back: ${fault.spec}`);
}
