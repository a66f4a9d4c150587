import { describe, expect, it } from 'vitest';
import type { RecordLists } from '../../../src/core/envelope.ts';
import { findEvent, type EventDefinition } from '../../../src/core/events.ts';
import { MINUTE } from '../../../src/core/instant.ts';
import { createShopClock, type ShopClock } from '../../../src/simulate/clock/clock.ts';
import { createGathering, type Gathering } from '../../../src/simulate/deliver/gathering.ts';
import { resumeGathering, saveGathering } from '../../../src/simulate/state/saved-gathering.ts';

function eventNamed(name: string): EventDefinition {
  const event = findEvent(name);
  if (event === undefined) throw new Error(`no event ${name}`);
  return event;
}

const [created, updated, deleted] = ['Orders.create', 'Orders.update', 'Products.delete'].map(eventNamed);
if (created === undefined || updated === undefined || deleted === undefined) throw new Error('no events');
const order = (number: string, status = 1): RecordLists => ({ orders: [{ order_number: number, status_id: status }] });

interface Watched {
  readonly clock: ShopClock;
  readonly gathering: Gathering;
  readonly sent: (readonly [string, RecordLists])[];
}

function watch(window: number, saved?: Parameters<typeof resumeGathering>[0]): Watched {
  const sent: (readonly [string, RecordLists])[] = [];
  const clock = createShopClock({ speed: 'manual', now: () => 0 });
  const gathering = createGathering({
    window,
    clock,
    saved: saved && resumeGathering(saved),
    send(event, lists) {
      sent.push([event.name, lists]);
      return [`shop-${sent.length}`];
    },
  });
  return { clock, gathering, sent };
}

describe('gathering', () => {
  it('passes everything on at once unless asked to gather', () => {
    const { gathering, sent } = watch(0);
    expect(gathering.emit(created, order('1'))).toEqual(['shop-1']);
    expect(sent).toEqual([['Orders.create', order('1')]]);
    expect(gathering.save()).toBeNull();
  });

  it('tells of each record once, with its last state; creations first, deletions last', async () => {
    const { clock, gathering, sent } = watch(MINUTE);
    gathering.emit(deleted, { products: [{ product_id: 7 }], variants: [{ variant_id: 9 }] });
    gathering.emit(updated, order('2'));
    gathering.emit(updated, order('1'));
    expect(gathering.emit(created, order('1'))).toEqual([]);
    gathering.emit(updated, order('2', 5));
    await clock.advance(MINUTE - 1);
    expect(sent).toEqual([]);
    await clock.advance(1);
    expect(sent).toEqual([
      ['Orders.create', order('1')],
      ['Orders.update', { orders: [...(order('2', 5)['orders'] ?? []), ...(order('1')['orders'] ?? [])] }],
      ['Products.delete', { products: [{ product_id: 7 }], variants: [{ variant_id: 9 }] }],
    ]);
  });

  it('begins anew after each call', async () => {
    const { clock, gathering, sent } = watch(MINUTE);
    gathering.emit(created, order('1'));
    await clock.advance(MINUTE);
    gathering.emit(created, order('2'));
    await clock.advance(MINUTE);
    expect(sent).toEqual([
      ['Orders.create', order('1')],
      ['Orders.create', order('2')],
    ]);
  });

  it('tells of records without an id each time', async () => {
    const { clock, gathering, sent } = watch(MINUTE);
    for (const note of ['a', 'b']) gathering.emit(created, { orders: [{ note }] });
    await clock.advance(MINUTE);
    expect(sent).toEqual([['Orders.create', { orders: [{ note: 'a' }, { note: 'b' }] }]]);
  });

  it('goes on from what was saved, at the same instant', async () => {
    const before = watch(MINUTE);
    before.gathering.emit(updated, order('1'));
    before.gathering.emit(created, order('2'));
    const state = before.gathering.save();
    const saved = state && saveGathering(state);
    const { clock, sent } = watch(0, JSON.parse(JSON.stringify(saved)));
    await clock.advance(MINUTE);
    expect(sent).toEqual([
      ['Orders.create', order('2')],
      ['Orders.update', order('1')],
    ]);
  });
});
