import { describe, expect, it } from 'vitest';
import { readEnvelope } from '../../../src/core/envelope.ts';
import { findEvent, type EventDefinition } from '../../../src/core/events.ts';
import { Failure } from '../../../src/core/failure.ts';
import type { Missed } from '../../../src/core/missed.ts';
import { callsFor, chooseMissed, type MissedCall } from '../../../src/session/gaps/play-missed.ts';

const NOW = Date.UTC(2026, 10, 23, 10, 20);

function eventOf(name: string): EventDefinition {
  const event = findEvent(name);
  if (event === undefined) throw new Error(`no event ${name}`);
  return event;
}

const missed = (name: string, id: string, at: number | null): Missed => ({
  event: eventOf(name),
  id,
  label: id,
  at,
  record: { [eventOf(name).lists[0].idField]: id },
});

const TARGETS = [{ pattern: 'Orders.*', url: new URL('http://localhost:3000/orders') }];
const calls = (...chosen: readonly Missed[]): readonly MissedCall[] =>
  callsFor(chosen, { targets: TARGETS, projectName: 'demoshop' });

const idsIn = ({ parcel }: MissedCall): readonly unknown[] => {
  const reading = readEnvelope(parcel.load().body.toString());
  return reading.kind === 'envelope' ? (reading.envelope.lists['orders'] ?? []).map((one) => one['order_number']) : [];
};

function refused(act: () => unknown): Failure {
  try {
    act();
  } catch (error) {
    if (error instanceof Failure) return error;
  }
  throw new Error('not refused');
}

describe('calls', () => {
  it('tell in one what changed in the same second, and in their order what did not', () => {
    const made = calls(
      missed('Orders.create', '1', NOW),
      missed('Orders.create', '2', NOW + 400),
      missed('Orders.create', '3', NOW + 1000),
      missed('Orders.update', '1', NOW),
    );
    expect(made.map(idsIn)).toEqual([['1', '2'], ['3'], ['1']]);
    expect(made.map(({ parcel }) => parcel.event)).toEqual(['Orders.create', 'Orders.create', 'Orders.update']);
    expect(made.map((call) => call.missed.map(({ id }) => id))).toEqual([['1', '2'], ['3'], ['1']]);
    expect(new Set(made.map(({ sha256 }) => sha256)).size).toBe(3);
  });

  it('hold at most 5000 records', () => {
    const many = Array.from({ length: 12_000 }, (_, index) => missed('Orders.update', String(index), NOW));
    const made = calls(...many);
    expect(made.map((call) => call.missed.length)).toEqual([5000, 5000, 2000]);
    expect(made.flatMap(idsIn)).toEqual(many.map(({ id }) => id));
  });

  it('have the shape of their event, the shop’s headers and a mark', () => {
    const [call] = calls(missed('Orders.create', '9000211', NOW));
    const { body, headers } = call?.parcel.load() ?? { body: '', headers: [] };
    expect(body.toString()).toBe('{"project_name":"demoshop","orders":[{"order_number":"9000211"}]}');
    expect(headers).toContainEqual(['Content-Type', 'application/json']);
    expect(headers).toContainEqual(['Upgates-Dev-Synthesised', 'missed']);
    expect(call?.parcel).toMatchObject({ origin: 'trigger', replayOf: null, url: TARGETS[0]?.url });
  });

  it('of events that no handler is meant for are left out; where that is all, it is said', () => {
    expect(calls(missed('Products.create', '36', NOW), missed('Orders.create', '1', NOW))).toHaveLength(1);
    expect(refused(() => calls(missed('Products.create', '36', NOW)))).toMatchObject({ code: 'no-handler', exit: 2 });
    expect(calls()).toEqual([]);
  });
});

describe('chosen', () => {
  const list = [
    missed('Orders.create', '1', NOW),
    missed('Orders.update', '1', NOW),
    { ...missed('Products.update', '36', NOW), label: 'TRICKO-01' },
    { ...missed('Customers.create', '7', NOW), label: 'jan@example.test' },
  ];
  const named = (...choice: readonly string[]): readonly string[] =>
    chooseMissed(list, choice).map(({ event, id }) => `${event.name} ${id}`);

  it.each<[readonly string[], readonly string[]]>([
    [['1'], ['Orders.create 1', 'Orders.update 1']],
    [['Orders.update 1'], ['Orders.update 1']],
    [['TRICKO-01'], ['Products.update 36']],
    [['36'], ['Products.update 36']],
    [['jan@example.test'], ['Customers.create 7']],
    [['*.update'], ['Orders.update 1', 'Products.update 36']],
    [['orders.*'], ['Orders.create 1', 'Orders.update 1']],
    [
      ['36', '1', '1'],
      ['Orders.create 1', 'Orders.update 1', 'Products.update 36'],
    ],
  ])('by %j: %j', (choice, expected) => {
    expect(named(...choice)).toEqual(expected);
  });

  it('nothing by a word that fits none, whatever is in it', () => {
    expect(refused(() => named('1', '\u001b[2J'))).toMatchObject({ code: 'missed-unknown', exit: 2 });
    expect(refused(() => named('\u001b[2J')).message).toContain('\\x1b[2J');
  });
});
