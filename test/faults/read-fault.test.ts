import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fault, FaultSettings } from '../../src/faults/fault.ts';
import { FAULT_KEYS, KEY_NAMES } from '../../src/faults/keys.ts';
import { PRESETS } from '../../src/faults/presets.ts';
import { MAX_SPEC_LENGTH, readFault } from '../../src/faults/read-fault.ts';

function faultOf(spec: string): Fault {
  const reading = readFault(spec);
  if (reading.kind === 'broken') throw new Error(reading.message);
  return reading.fault;
}

function brokenOf(spec: string): { sentence: string; at: number; message: string } {
  const reading = readFault(spec);
  if (reading.kind === 'fault') throw new Error(`${spec} was read.`);
  return reading;
}

describe('keys', () => {
  it.each<[string, FaultSettings]>([
    ['status=503', { status: 503 }],
    ['delay=1500', { delay: { from: 1500, to: 1500 } }],
    ['delay=200-1500', { delay: { from: 200, to: 1500 } }],
    ['delay=1.5s', { delay: { from: 1500, to: 1500 } }],
    ['delay=200ms-1.5s', { delay: { from: 200, to: 1500 } }],
    ['delay=10m', { delay: { from: 600_000, to: 600_000 } }],
    ['connection=reset', { connection: 'reset' }],
    ['connection=empty', { connection: 'empty' }],
    ['connection=truncate', { connection: 'truncate' }],
    ['connection=garbage', { connection: 'garbage' }],
    ['connection=drip', { connection: 'drip' }],
    ['connection=hang', { connection: 'hang' }],
    ['status=500,phase=before', { status: 500, phase: 'before' }],
    ['status=500,phase=after', { status: 500, phase: 'after' }],
    ['status=500,event=orders.*', { status: 500, event: 'Orders.*' }],
    ['status=500,event=ORDERS.CREATE', { status: 500, event: 'Orders.create' }],
    ['status=500,event=Things.update', { status: 500, event: 'Things.update' }],
    ['status=500,times=2,skip=0,every=3', { status: 500, times: 2, skip: 0, every: 3 }],
    ['status=500,probability=0.3', { status: 500, probability: 0.3 }],
    ['status=500,probability=.3', { status: 500, probability: 0.3 }],
    ['status=500,probability=1', { status: 500, probability: 1 }],
    ['status=500,for=10m', { status: 500, for: 600_000 }],
    ['status=500,name=Black Friday', { status: 500, name: 'Black Friday' }],
    [' status = 500 , times = 2 ', { status: 500, times: 2 }],
    ['status=500,delay=20,connection=truncate', { status: 500, delay: { from: 20, to: 20 }, connection: 'truncate' }],
  ])('%s', (spec, settings) => {
    expect(faultOf(spec).settings).toEqual(settings);
  });

  it('match takes everything after it, commas too', () => {
    const { settings, spec } = faultOf('status=500,match=body:"a,b" OR (attempt:>1 -event:*.delete),status=1');
    expect(Object.keys(settings)).toEqual(['status', 'match']);
    expect(spec).toContain(',status=1');
    expect(settings.match?.kind).toBe('or');
  });

  it('each has an example that it reads, words and a schema', () => {
    for (const name of KEY_NAMES) {
      const { words, example, schema } = FAULT_KEYS[name];
      expect([name, FAULT_KEYS[name].read(example).kind, words === '', Object.keys(schema).length > 0]).toEqual([
        name,
        'value',
        false,
        true,
      ]);
    }
  });

  it('the spec is the label, unless it has a name', () => {
    expect(faultOf(' status=500 ')).toMatchObject({ spec: 'status=500', label: 'status=500' });
    expect(faultOf('name=x,status=500')).toMatchObject({ spec: 'name=x,status=500', label: 'x' });
    expect(faultOf('slow')).toMatchObject({ spec: 'slow', label: 'slow' });
  });
});

describe('presets', () => {
  it('are those of the contract', () => {
    expect([...PRESETS].map(([name, { spec }]) => [name, spec])).toEqual([
      ['outage', 'phase=before,status=503,for=10m'],
      ['slow', 'delay=1100-1500'],
      ['flaky', 'status=500,probability=0.3'],
      ['duplicate', 'status=500,times=1'],
      ['fail-then-recover', 'phase=before,status=500,times=3'],
      ['silent', 'connection=hang'],
    ]);
  });

  it.each([...PRESETS.entries()])('%s is what its spec says', (name, { spec }) => {
    expect(faultOf(name).settings).toEqual(faultOf(spec).settings);
  });

  it.each<[string, FaultSettings]>([
    ['slow,event=Orders.*', { delay: { from: 1100, to: 1500 }, event: 'Orders.*' }],
    ['event=Orders.*,slow', { delay: { from: 1100, to: 1500 }, event: 'Orders.*' }],
    ['times=2,duplicate', { status: 500, times: 2 }],
    ['outage,for=30s,status=502', { phase: 'before', status: 502, for: 30_000 }],
    [
      'silent,match=attempt:1',
      { connection: 'hang', match: faultOf('silent,match=attempt:1').settings.match ?? { kind: 'all' } },
    ],
  ])('%s', (spec, settings) => {
    expect(faultOf(spec).settings).toEqual(settings);
  });
});

describe('what is wrong, and where', () => {
  it.each<[string, number, RegExp]>([
    ['', 0, /a preset \(outage, slow, flaky, duplicate, fail-then-recover, silent\)/],
    ['  ', 0, /a preset/],
    ['statsu=500', 0, /"statsu" is no key of a fault\. Did you mean status\?/],
    ['status=500,tmies=2', 11, /Did you mean times\?/],
    ['status=500,colour=red', 11, /The keys are name, event, .* or match\./],
    ['status=500,', 11, /A key is missing here\./],
    ['status=500,,times=1', 11, /A key is missing here\./],
    ['=500', 0, /A key is missing here\./],
    ['status', 0, /"status" needs a value, such as status=503\./],
    ['slwo', 0, /"slwo" is neither a preset nor key=value\. Did you mean slow\?/],
    ['bananas', 0, /The presets are outage, .* or silent\./],
    ['slow,flaky', 5, /one preset only/],
    ['status=500,status=503', 11, /"status" stands here for the second time/],
    ['status=', 7, /status takes a number from 200 to 599/],
    ['status=100', 7, /200 to 599/],
    ['status=600', 7, /200 to 599/],
    ['status=5e2', 7, /200 to 599/],
    ['delay=fast', 6, /delay takes milliseconds or a duration/],
    ['delay=-5', 6, /delay takes/],
    ['delay=1-2-3', 6, /delay takes/],
    ['delay=1500-200', 6, /runs backwards/],
    ['delay=1h', 6, /at most 10m/],
    ['connection=Reset', 11, /connection takes reset, empty, truncate, garbage, drip or hang/],
    ['status=500,phase=during', 17, /phase takes after or before/],
    ['status=500,times=0', 17, /times takes a whole number from 1 on/],
    ['status=500,every=0', 17, /from 1 on/],
    ['status=500,skip=-1', 16, /from 0 on/],
    ['status=500,times=1.5', 17, /whole number/],
    ['status=500,probability=30', 23, /from 0 to 1/],
    ['status=500,probability=x', 23, /from 0 to 1/],
    ['status=500,for=10', 15, /Did you mean 10ms or 10s\?/],
    ['status=500,for=ever', 15, /for takes a duration with its unit/],
    ['status=500,for=0s', 15, /for takes/],
    ['status=500,event=Orders.crate', 17, /no event of Upgates\. Did you mean Orders\.create, /],
    ['status=500,event=Foo.*', 17, /no event of Upgates/],
    ['status=500,name=', 16, /A name has 1 to 60 letters/],
    ['status=500,name=a\u001bb', 16, /control characters/],
    ['status=500,match=', 17, /match needs a filter/],
    ['status=500,match=attempt:x', 25, /"attempt" takes a number/],
    ['status=500, match= (body:a', 26, /ends too early/],
    ['status=500,match=attempt:1 verdict:repeats', 27, /"verdict" is not known when a fault is chosen/],
    ['status=500,match=fault:x', 17, /"fault" is not known/],
    ['status=500,match=-(status:200)', 19, /"status" is not known/],
    ['status=500,match=since:1h', 17, /"since" is not known/],
    ['status=500,match=id:ab', 17, /"id" is not known/],
    ['status=500,match=marked:true', 17, /"marked" is not known/],
    ['times=2', 0, /spoils nothing: give it status, delay or connection/],
    ['event=Orders.*,name=x', 0, /spoils nothing/],
    ['delay=10,phase=before', 9, /phase=before needs status or connection/],
    [`status=500,name=${'x'.repeat(MAX_SPEC_LENGTH)}`, MAX_SPEC_LENGTH, /at most 2000 letters/],
  ])('%j', (spec, at, sentence) => {
    const broken = brokenOf(spec);
    expect([broken.sentence, broken.at]).toEqual([expect.stringMatching(sentence), at]);
    expect(broken.message.split('\n')).toHaveLength(3);
  });

  it('the caret stands under the place', () => {
    const message = ['status takes a number from 200 to 599.', '  delay=5,status=x', '                 ^'].join('\n');
    expect(brokenOf('delay=5,status=x').message).toBe(message);
  });

  it('never fails otherwise, whatever is written', () => {
    const pieces = fc.constantFrom(
      'status',
      '=',
      ',',
      '500',
      'slow',
      'match',
      'delay',
      '-',
      ' ',
      '"',
      '(',
      'event',
      '*',
      '\0',
      '\u202e',
      '😀',
      '__proto__',
      'toString',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces).map((parts) => parts.join('')),
        ),
        (spec) => {
          const reading = readFault(spec);
          if (reading.kind === 'fault') expect(readFault(reading.fault.spec)).toEqual(reading);
          else expect(reading.at).toBeGreaterThanOrEqual(0);
        },
      ),
      { numRuns: 500 },
    );
  });
});
