import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordKeys } from '../../src/core/envelope.ts';
import { projectWith } from '../settings/sources.ts';
import { startHandler, type TestHandler } from '../support/handler.ts';
import { run } from './fake-io.ts';

let handler: TestHandler;

beforeEach(async () => {
  handler = await startHandler({ kind: 'answer', status: 200 });
});

afterEach(() => handler.close());

const bodyAt = (index: number): string => handler.calls[index]?.body.toString() ?? '';

describe('trigger', () => {
  it('sends a fixture, and ends with a summary', async () => {
    const cwd = projectWith({ 'package.json': '{}' });
    const ran = await run(['trigger', 'orders.create', '--to', handler.url, '--json'], { cwd });
    expect(ran.exit).toBe(0);
    expect(ran.json()).toMatchObject([
      { kind: 'attempt', origin: 'trigger', event: 'Orders.create', key: '9000211', url: handler.url },
      { kind: 'summary', sent: 1, delivered: 1, repeats: 0, timedOut: 0, exit: 0 },
    ]);
    expect(ran.json().at(-1)).not.toHaveProperty('fixed');
    expect(handler.calls[0]?.headers).toMatchObject({
      'upgates-dev-event': 'Orders.create',
      'upgates-dev-attempt': '1',
    });
    const listed = await run(['history', 'list', '--json'], { cwd });
    expect(listed.json()).toMatchObject([{ event: 'Orders.create', verdict: 'delivered' }]);
  });

  it('takes the handler, its headers and the rules from the configuration', async () => {
    const config = {
      forward: ['Products.*=1', handler.url],
      header: ['X-Api-Key: k'],
      rules: 'legacy',
      pristine: true,
    };
    const cwd = projectWith({ 'upgates-dev.config.json': config });
    const ran = await run(['trigger', 'Orders.create', '--json'], { cwd });
    expect(ran.exit).toBe(0);
    expect(ran.json()[0]).toMatchObject({ rules: 'legacy' });
    expect(handler.calls[0]?.headers['x-api-key']).toBe('k');
    expect(handler.calls[0]?.headers['upgates-dev-event']).toBeUndefined();
  });

  it("prefers the user's own fixture, and sets values in it", async () => {
    const cwd = projectWith({
      'package.json': '{}',
      'fixtures/upgates/Orders.create.mine.json': '{"orders":[{"a":1.0}]}',
    });
    const sets = ['--set', 'orders.0.order_number=9000021', '--set', 'orders.0.note=ahoj'];
    await run(['trigger', 'Orders.create.mine', '--to', handler.url, ...sets], { cwd });
    expect(bodyAt(0)).toBe('{"orders":[{"a":1.0,"order_number":9000021,"note":"ahoj"}]}');
  });

  it('sends the bytes of a file untouched, whatever they are', async () => {
    const cwd = projectWith({ 'package.json': '{}' });
    const bytes = Buffer.from([0x7b, 0xff, 0x00, 0x0d, 0x0a]);
    writeFileSync(join(cwd, 'body.bin'), bytes);
    const { exit } = await run(['trigger', 'Carts.create', '--body', 'body.bin', '--to', handler.url], { cwd });
    expect(exit).toBe(0);
    expect(handler.calls[0]?.body).toEqual(bytes);
  });

  it('generates records, more than fit into one call in the next, the same with the same seed', async () => {
    const args = [
      'trigger',
      'Products.update',
      '--records',
      '5001',
      '--count',
      '2',
      '--seed',
      'x',
      '--to',
      handler.url,
    ];
    await run(args);
    const counts = handler.calls.map(({ body }) => recordKeys('Products.update', body.toString()).count);
    expect(counts).toEqual([5000, 1, 5000, 1]);
    expect(bodyAt(0)).not.toBe(bodyAt(2));
    await run(['trigger', 'Orders.create', '--records', '2', '--seed', 'x', '--to', handler.url]);
    await run(['trigger', 'Orders.create', '--records', '2', '--seed', 'x', '--to', handler.url]);
    expect(recordKeys('Orders.create', bodyAt(4)).identity).toBe(recordKeys('Orders.create', bodyAt(5)).identity);
  });

  it('repeats, and counts every attempt', async () => {
    handler.behave((_call, number) => ({ kind: 'answer', status: number < 3 ? 500 : 204 }));
    const ran = await run(['trigger', 'Orders.create', '--to', handler.url, '--retries', '9', '--json']);
    expect(ran.exit).toBe(1);
    expect(ran.json().map(({ kind, number, verdict }) => [kind, number, verdict])).toEqual([
      ['attempt', 1, 'repeats'],
      ['attempt', 2, 'repeats'],
      ['attempt', 3, 'delivered'],
      ['summary', undefined, undefined],
    ]);
    expect(ran.json().at(-1)).toMatchObject({ sent: 3, delivered: 1, repeats: 2, exit: 1 });
  });

  it('tells under a fault what the handler did and what the shop got of it', async () => {
    const args = ['--fault', 'status=500,times=1', '--retries', '3', '--seed', 'x', '--json'];
    const ran = await run(['trigger', 'Orders.create', '--to', handler.url, ...args]);
    expect(handler.calls).toHaveLength(2);
    expect(ran.json()).toMatchObject([
      {
        number: 1,
        fault: 'status=500,times=1',
        handler: { status: 200 },
        answer: { status: 500 },
        policy: null,
        verdict: 'repeats',
        withoutUs: 'delivered',
        why: expect.stringContaining('The fault status=500,times=1 was at work: the shop got 500') as string,
      },
      { number: 2, fault: null, handler: { status: 200 }, answer: null, verdict: 'delivered' },
      { kind: 'summary', sent: 2, delivered: 1, repeats: 1 },
    ]);
    expect(ran.stderr).toContain('Seed x.');
  });

  it('keeps the fault in history, and calls no handler that it stands before', async () => {
    const cwd = projectWith({ 'package.json': '{}' });
    const fault = 'phase=before,connection=reset,name=cable';
    const ran = await run(['trigger', 'Orders.create', '--to', handler.url, '--fault', fault, '--json'], { cwd });
    expect(ran.exit).toBe(1);
    expect(ran.json()[0]).toMatchObject({ fault: 'cable', handler: null, withoutUs: null, verdict: 'repeats' });
    expect(ran.json()[0]).toMatchObject({ answer: { connection: 'reset' } });
    expect(handler.calls).toEqual([]);
    const listed = await run(['history', 'list', '--filter', 'fault:cable', '--json'], { cwd });
    expect(listed.json()).toMatchObject([{ event: 'Orders.create', verdict: 'repeats' }]);
  });

  it('draws the same faults from the same seed', async () => {
    const args = ['--count', '12', '--fault', 'status=500,probability=0.5', '--json'];
    const drawn = async (seed: string): Promise<readonly unknown[]> => {
      const ran = await run(['trigger', 'Orders.create', '--to', handler.url, ...args, '--seed', seed]);
      return ran.json().map(({ verdict }) => verdict);
    };
    const first = await drawn('a');
    expect(new Set(first.slice(0, -1))).toEqual(new Set(['delivered', 'repeats']));
    expect(await drawn('a')).toEqual(first);
    expect(await drawn('b')).not.toEqual(first);
  });

  it.each([
    ['Orders.creat', /Near names: Orders\.create/],
    ['Orders.*', /one event is triggered at a time/],
    ['Orders.create.nothing', /empty-list, .*5000-records/],
    ['Carts.create', /--body FILE/],
    ['Orders.create --set orders.7.x=1', /has no place/],
    ['Orders.create --set nothing', /path=value/],
    ['Orders.create --body none.json', /cannot be read/],
    ['Orders.create.emoji --records 3', /Leave one out/],
    ['Orders.create --records 1 --body x', /cannot go together/],
    ['Orders.create --to Orders.*=3000', /without an event pattern/],
    ['Orders.create --count 0', /whole number/],
    ['Orders.create --fault status=9', /status takes a number/],
  ])('finds "%s" wrong before anything is sent', async (line, message) => {
    const cwd = projectWith({ 'package.json': '{}' });
    const to = line.includes('--to') ? [] : ['--to', handler.url];
    const { exit, stderr } = await run(['trigger', ...line.split(' '), ...to], { cwd });
    expect(exit).toBe(2);
    expect(stderr).toMatch(message);
    expect(handler.calls).toEqual([]);
    expect(() => readFileSync(join(cwd, '.upgates-dev', 'history.db'))).toThrow(/ENOENT/);
  });

  it('wants a handler', async () => {
    const { exit, stderr } = await run(['trigger', 'Orders.create', '--json']);
    expect(exit).toBe(2);
    expect(stderr).toContain('Give one with --to');
  });
});
