import { describe, expect, it } from 'vitest';
import { faultSchema } from '../../src/faults/fault-schema.ts';
import type { Fault } from '../../src/faults/fault.ts';
import { KEY_NAMES } from '../../src/faults/keys.ts';
import { PRESETS } from '../../src/faults/presets.ts';
import { readFaultFile } from '../../src/faults/read-fault-file.ts';
import { readFault } from '../../src/faults/read-fault.ts';

function faultsOf(value: unknown): readonly Fault[] {
  const reading = readFaultFile(typeof value === 'string' ? value : JSON.stringify(value));
  if (reading.kind === 'broken') throw new Error(reading.message);
  return reading.faults;
}

const ALL = {
  match: 'body:"a,b" attempt:1',
  status: 500,
  delay: '200-1500',
  connection: 'truncate',
  phase: 'before',
  times: 2,
  skip: 1,
  every: 3,
  probability: 0.3,
  for: '10m',
  name: 'all of them',
  event: 'orders.*',
};

describe('a file of faults', () => {
  it.each([[[{ status: 500 }]], [{ faults: [{ status: 500 }] }], [{ $schema: 'x', faults: ['status=500'] }]])(
    '%j',
    (value) => {
      expect(faultsOf(value)).toEqual([{ spec: 'status=500', label: 'status=500', settings: { status: 500 } }]);
    },
  );

  it('takes all keys, in any order, and says the same as a spec', () => {
    const [fault] = faultsOf([ALL]);
    expect(Object.keys(ALL).toSorted()).toEqual([...KEY_NAMES].toSorted());
    expect(readFault(fault?.spec ?? '')).toEqual({ kind: 'fault', fault });
    expect(fault?.label).toBe('all of them');
    expect(fault?.spec).toMatch(/,match=body:"a,b" attempt:1$/);
  });

  it('takes a preset with further keys', () => {
    expect(faultsOf([{ event: 'Orders.*', preset: 'outage', for: '30s' }])).toEqual([
      {
        spec: 'outage,event=Orders.*,for=30s',
        label: 'outage,event=Orders.*,for=30s',
        settings: { phase: 'before', status: 503, for: 30_000, event: 'Orders.*' },
      },
    ]);
  });

  it('keeps the order, and may be empty', () => {
    expect(faultsOf(['slow', { status: 500 }, 'flaky']).map(({ label }) => label)).toEqual([
      'slow',
      'status=500',
      'flaky',
    ]);
    expect(faultsOf('\uFEFF[]')).toEqual([]);
  });

  it.each<[unknown, string, RegExp]>([
    ['{', '', /no valid JSON/],
    ['"slow"', '', /holds a list of faults/],
    ['null', '', /holds a list of faults/],
    [{ faults: {} }, '', /holds a list of faults/],
    [{ list: [] }, '', /holds a list of faults/],
    [[7], 'faults[0]', /a fault is an object of keys/i],
    [['slow', 'slwo'], 'faults[1]', /^faults\[1\]: "slwo" is neither a preset/],
    [
      { faults: [{ status: 42 }] },
      'faults[0].status',
      /^faults\[0\]\.status: status takes a number from 200 to 599\.$/,
    ],
    [[{ statsu: 500 }], 'faults[0].statsu', /Did you mean status\?/],
    [[{ status: 500, times: true }], 'faults[0].times', /must be a text or a number/],
    [[{ status: 500, for: null }], 'faults[0].for', /must be a text or a number/],
    [[{ preset: 'slwo' }], 'faults[0].preset', /Did you mean slow\?/],
    [[{ times: 1 }], 'faults[0].times', /spoils nothing/],
    [[{}], 'faults[0]', /spoils nothing/],
    [[{ delay: 5, phase: 'before' }], 'faults[0].phase', /phase=before needs/],
    [[{ status: 500, match: 'verdict:repeats' }], 'faults[0].match', /not known when a fault is chosen/],
    [[{ status: '503,times=2' }], 'faults[0].status', /200 to 599/],
    ['[{"__proto__": 1, "status": 500}]', 'faults[0].__proto__', /no key of a fault/],
  ])('%j', (value, at, message) => {
    const reading = readFaultFile(typeof value === 'string' ? value : JSON.stringify(value));
    expect(reading).toEqual({ kind: 'broken', at, message: expect.stringMatching(message) as string });
  });
});

describe('the schema', () => {
  it('knows every key and preset, and no others', () => {
    const schema = faultSchema() as {
      $defs: { fault: { anyOf: [unknown, { properties: Record<string, { enum?: string[] }> }] } };
    };
    const { properties, ...rest } = schema.$defs.fault.anyOf[1];
    expect(Object.keys(properties)).toEqual(['preset', ...KEY_NAMES]);
    expect(properties['preset']?.enum).toEqual([...PRESETS.keys()]);
    expect(rest).toEqual({ type: 'object', additionalProperties: false });
  });
});
