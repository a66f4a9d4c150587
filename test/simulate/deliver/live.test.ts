import { expect, it, vi } from 'vitest';
import { newDelivery } from '../../../src/core/delivery.ts';
import { createLiveDeliveries, type Delivery } from '../../../src/simulate/deliver/live.ts';

const deliveryOf = (id: string, webhook = 1): Delivery => ({
  id,
  webhook,
  event: 'Orders.create',
  body: Buffer.alloc(0),
  step: 1,
  subjects: [],
  state: newDelivery(0),
  cancelWake: () => undefined,
  turn: 0,
});

it('knows deliveries by their webhook until they are over', () => {
  const live = createLiveDeliveries();
  const [one, two, other] = [deliveryOf('a'), deliveryOf('b'), deliveryOf('c', 2)];
  for (const delivery of [one, two, other]) live.add(delivery);
  expect(live.all()).toEqual([one, two, other]);
  live.remove(one);
  expect(live.ofWebhook(1)).toEqual([two]);
  live.remove(two);
  expect([live.ofWebhook(1), live.ofWebhook(2), live.all()]).toEqual([[], [other], [other]]);
});

it('tells when first attempts have been judged, of each once and of strangers at once', async () => {
  const live = createLiveDeliveries();
  const deliveries = ['a', 'b', 'c'].map((id) => deliveryOf(id));
  for (const delivery of deliveries) live.add(delivery);
  const told = vi.fn();
  const begun = live.begun(['a', 'b', 'c', 'stranger']).then(told);
  const [a, b] = deliveries;
  if (a === undefined || b === undefined) throw new Error('no deliveries');
  live.hasBegun(a);
  live.remove(b);
  await live.begun(['a', 'b']);
  expect(told).not.toHaveBeenCalled();
  live.clear();
  await begun;
});
