import { expect, it } from 'vitest';
import { historyInMemory, received } from './samples.ts';

it('finds the delivery before with the same key and of the same kind of thing', () => {
  const history = historyInMemory();
  const keep = (event: string, key: string): string =>
    history.received(received({ event, key, body: event + key })).delivery;
  const first = keep('Orders.create', '1');
  keep('Products.create', '1');
  const second = keep('Orders.update', '1');
  keep('Orders.update', '2');
  const third = keep('Orders.delete', '1');
  const nameless = [keep('Orders.create', ''), keep('Orders.create', '')];
  expect([first, second, third].map((id) => history.previous(id)?.row.id ?? null)).toEqual([null, first, second]);
  expect(nameless.map((id) => history.previous(id))).toEqual([null, null]);
  expect(history.previous('unknown')).toBeNull();
});
