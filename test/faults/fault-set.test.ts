import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFaults, type FaultSet } from '../../src/faults/fault-set.ts';
import type { Chosen, Fault } from '../../src/faults/fault.ts';
import type { FaultCall } from '../../src/faults/match.ts';
import { readFault } from '../../src/faults/read-fault.ts';

function faultOf(spec: string): Fault {
  const reading = readFault(spec);
  if (reading.kind === 'broken') throw new Error(reading.message);
  return reading.fault;
}

interface Stage {
  readonly faults: FaultSet;
  readonly pass: (ms: number) => void;
}

function stage(specs: readonly string[], seed = 'seed'): Stage {
  let time = 1_800_000_000_000;
  const faults = createFaults({ faults: specs.map(faultOf), seed, now: () => time });
  return { faults, pass: (ms) => (time += ms) };
}

function call(part: Partial<FaultCall> = {}): FaultCall {
  return { event: 'Orders.create', key: '1', body: Buffer.from('{}'), attempt: 1, ...part };
}

/** The labels, or a dot for an answer left alone. */
function labels(faults: FaultSet, count: number, part: Partial<FaultCall> = {}): string {
  return Array.from({ length: count }, () => faults.choose(call(part))?.label ?? '.').join(' ');
}

/** `x` for spoiled. */
function pattern(spec: string, count: number): string {
  return labels(stage([`${spec},name=x`]).faults, count);
}

describe('what is chosen', () => {
  it('is everything the fault says, with the delay drawn', () => {
    const { faults } = stage(['status=503,delay=1500,connection=truncate,phase=before,name=n']);
    const expected: Chosen = { label: 'n', phase: 'before', delay: 1500, status: 503, connection: 'truncate' };
    expect(faults.choose(call())).toEqual(expected);
  });

  it('is null without faults', () => {
    expect(stage([]).faults.choose(call())).toBeNull();
  });

  it('has a delay within the range, ends included', () => {
    const { faults } = stage(['delay=3-5']);
    const delays = new Set(Array.from({ length: 100 }, () => faults.choose(call())?.delay));
    expect(delays).toEqual(new Set([3, 4, 5]));
  });

  it('goes by event and match', () => {
    const { faults } = stage(['status=500,name=x,event=Orders.*,match=attempt:1']);
    expect(labels(faults, 1, { event: 'Products.create' })).toBe('.');
    expect(labels(faults, 1, { attempt: 2 })).toBe('.');
    expect(labels(faults, 1, { event: 'Orders.delete' })).toBe('x');
  });
});

describe('counting', () => {
  it.each([
    ['status=500', 4, 'x x x x'],
    ['status=500,times=2', 4, 'x x . .'],
    ['status=500,skip=2', 4, '. . x x'],
    ['status=500,every=2', 5, '. x . x .'],
    ['status=500,skip=1,every=2,times=2', 8, '. . x . x . . .'],
    ['status=500,probability=0', 3, '. . .'],
    ['status=500,probability=1', 3, 'x x x'],
    ['fail-then-recover', 5, 'x x x . .'],
    ['duplicate', 3, 'x . .'],
  ])('%s: %i calls: %s', (spec, count, expected) => {
    expect(pattern(spec, count)).toBe(expected);
  });

  it('spoils the calls after skip, each every-th, times of them: for any numbers', () => {
    const numbers = fc.record({
      times: fc.integer({ min: 1, max: 6 }),
      skip: fc.integer({ min: 0, max: 6 }),
      every: fc.integer({ min: 1, max: 5 }),
      count: fc.integer({ min: 0, max: 40 }),
    });
    fc.assert(
      fc.property(numbers, ({ times, skip, every, count }) => {
        const { faults } = stage([`status=500,times=${times},skip=${skip},every=${every}`]);
        const spoiled = Array.from({ length: count }, () => faults.choose(call())).flatMap((chosen, index) =>
          chosen === null ? [] : [index + 1],
        );
        const due = Array.from({ length: times }, (_, nth) => skip + (nth + 1) * every);
        expect(spoiled).toEqual(due.filter((number) => number <= count));
      }),
    );
  });

  it('counts only calls that match', () => {
    const { faults } = stage(['status=500,name=x,skip=1,event=Orders.*']);
    expect(labels(faults, 3, { event: 'Products.create' })).toBe('. . .');
    expect(labels(faults, 3)).toBe('. x x');
  });

  it('times counts what was spoiled, also with a probability', () => {
    const { faults } = stage(['status=500,probability=0.5,times=3']);
    const spoiled = Array.from({ length: 50 }, () => faults.choose(call())).filter((chosen) => chosen !== null);
    expect(spoiled).toHaveLength(3);
  });
});

describe('several faults', () => {
  it('the first that acts wins', () => {
    const { faults } = stage(['status=500,times=2,name=a', 'status=503,times=1,name=b', 'delay=1,name=c']);
    expect(labels(faults, 5)).toBe('a a b c c');
  });

  it('one that lets a call pass leaves it to the next, which counts what reaches it', () => {
    const { faults } = stage(['status=500,every=2,name=a', 'status=503,skip=1,name=b']);
    expect(labels(faults, 6)).toBe('. a b a b a');
  });

  it('each by its event', () => {
    const { faults } = stage(['status=500,event=Orders.*,name=a', 'status=503,name=b']);
    expect(labels(faults, 1) + labels(faults, 1, { event: 'Labels.create' })).toBe('ab');
  });
});

describe('the seed', () => {
  const specs = ['status=500,probability=0.3,event=Orders.*', 'delay=200-1500,probability=0.7', 'flaky'];
  const events = ['Orders.create', 'Products.update', 'Orders.delete', 'Labels.create'];
  const run = (seed: string): readonly (Chosen | null)[] => {
    const { faults } = stage(specs, seed);
    return Array.from({ length: 200 }, (_, index) => faults.choose(call({ event: events[index % 4] ?? '' })));
  };

  it('the same twice: the same choices', () => {
    expect(run('black friday')).toEqual(run('black friday'));
  });

  it('another: others', () => {
    expect(run('black friday')).not.toEqual(run('cyber monday'));
  });

  it('the draws of one fault do not depend on what happens to others', () => {
    const draws = (between: number): readonly (Chosen | null)[] => {
      const { faults } = stage(['delay=0-100000,event=Orders.*', 'delay=0-100000,probability=0.5,event=Labels.*']);
      return Array.from({ length: 20 }, () => {
        labels(faults, between, { event: 'Labels.create' });
        return faults.choose(call());
      });
    };
    expect(draws(0)).toEqual(draws(3));
  });

  it('two faults of one spec draw each for itself', () => {
    const { faults } = stage(['delay=0-100000,times=5', 'delay=0-100000,times=5']);
    const delays = Array.from({ length: 10 }, () => faults.choose(call())?.delay);
    expect(delays.slice(0, 5)).not.toEqual(delays.slice(5));
  });

  it('draws are spread as they should be', () => {
    const { faults } = stage(['flaky']);
    const spoiled = Array.from({ length: 2000 }, () => faults.choose(call())).filter((chosen) => chosen !== null);
    expect(spoiled.length / 2000).toBeCloseTo(0.3, 1);
  });
});

describe('for', () => {
  it('counts from when the fault was set', () => {
    const { faults, pass } = stage(['status=500,for=10m,name=x']);
    pass(10 * 60_000 - 1);
    expect(labels(faults, 1)).toBe('x');
    pass(1);
    expect(labels(faults, 1)).toBe('.');
    expect(faults.list()).toMatchObject([{ isOver: true, matched: 1, spoiled: 1 }]);
    faults.add(faultOf('status=500,for=10m,name=x'));
    expect(labels(faults, 1)).toBe('x');
  });
});

describe('live', () => {
  it('lists how each has fared', () => {
    const { faults } = stage(['duplicate', 'outage']);
    labels(faults, 3);
    expect(faults.list()).toMatchObject([
      { fault: { label: 'duplicate' }, matched: 1, spoiled: 1, isOver: true, endsAt: null },
      {
        fault: { label: 'outage' },
        matched: 2,
        spoiled: 2,
        isOver: false,
        setAt: 1_800_000_000_000,
        endsAt: 1_800_000_600_000,
      },
    ]);
  });

  it('set replaces all and counts anew', () => {
    const { faults } = stage(['duplicate']);
    expect(labels(faults, 2)).toBe('duplicate .');
    faults.set([faultOf('duplicate')]);
    expect(labels(faults, 2)).toBe('duplicate .');
    faults.set([]);
    expect(faults.list()).toEqual([]);
  });

  it('add puts one at the end, or in the place of its like', () => {
    const { faults } = stage(['status=500,times=1,name=a', 'status=501,times=1,name=b']);
    faults.add(faultOf('status=502,name=c'));
    expect(labels(faults, 4)).toBe('a b c c');
    faults.add(faultOf('status=503,times=1,name=a'));
    expect(faults.list().map(({ fault }) => fault.settings.status)).toEqual([503, 501, 502]);
    expect(labels(faults, 2)).toBe('a c');
  });

  it('clear takes one away, or all, and says how many', () => {
    const { faults } = stage(['slow', 'flaky', 'silent']);
    expect(faults.clear('flaky')).toBe(1);
    expect(faults.clear('flaky')).toBe(0);
    expect(faults.list().map(({ fault }) => fault.label)).toEqual(['slow', 'silent']);
    expect(faults.clear()).toBe(2);
    expect(faults.choose(call())).toBeNull();
  });
});

describe('one put in the place of another', () => {
  it('is asked in its turn, with counts of its own', () => {
    const { faults } = stage(['status=500,name=a,times=1', 'status=501,name=b', 'status=502,name=c']);
    expect(labels(faults, 2)).toBe('a b');
    expect(faults.replace('a', faultOf('status=503,name=d,times=1'))).toBe(true);
    expect(faults.list().map(({ fault, matched }) => [fault.label, matched])).toEqual([
      ['d', 0],
      ['b', 1],
      ['c', 0],
    ]);
    expect(labels(faults, 2)).toBe('d b');
  });

  it('is the only one of its label', () => {
    const { faults } = stage(['status=500,name=a', 'status=501,name=b', 'status=502,name=c']);
    faults.replace('c', faultOf('status=503,name=a'));
    expect(faults.list().map(({ fault }) => fault.spec)).toEqual(['status=501,name=b', 'status=503,name=a']);
    expect(faults.replace('nosuch', faultOf('silent'))).toBe(false);
    expect(faults.list()).toHaveLength(2);
  });
});

describe('the last attempt that was spoiled', () => {
  it('is told with its time, event, key and delivery', () => {
    const { faults, pass } = stage(['status=500,name=a,every=2']);
    const last = (): unknown => faults.list()[0]?.last;
    expect(last()).toBeNull();
    faults.choose(call());
    expect(last()).toBeNull();
    faults.choose(call({ event: 'Orders.update', key: '9000211', delivery: 'kq3v' }));
    expect(last()).toMatchObject({ event: 'Orders.update', key: '9000211', delivery: 'kq3v' });
    pass(1000);
    faults.choose(call());
    faults.choose(call({ key: '2' }));
    expect(last()).toEqual({ at: 1_800_000_001_000, event: 'Orders.create', key: '2', delivery: null });
  });
});
