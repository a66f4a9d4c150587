/**
 * What we make of the shop's lists is what the shop would have sent: the same records, byte by byte, from the simulated
 * shop's own calls and from its REST answers.
 */
import { afterEach, expect, it } from 'vitest';
import { readEnvelope, type ShopRecord } from '../../../src/core/envelope.ts';
import { findEvent } from '../../../src/core/events.ts';
import { CHANGED_LISTS, changedPath, readChangedPage } from '../../../src/register/changed-list.ts';
import { missedRecord } from '../../../src/session/gaps/missed-record.ts';
import { createShop, type Shop } from '../../../src/testing.ts';
import { startHandler } from '../../support/handler.ts';

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function listed(shop: Shop, path: string): Promise<unknown> {
  const authorization = `Basic ${Buffer.from(`${shop.login}:${shop.key}`).toString('base64')}`;
  const answer = await shop.handle(new Request(`http://shop.test/api/v2${path}`, { headers: { authorization } }));
  return answer.json();
}

const NAMES = CHANGED_LISTS.flatMap(({ entity }) => [`${entity}.create`, `${entity}.update`]);

it.each(NAMES)('%s', async (name) => {
  const event = findEvent(name);
  const list = CHANGED_LISTS.find(({ entity }) => entity === event?.entity);
  if (event === undefined || list === undefined) throw new Error(name);
  const shop = await createShop({ seed: name });
  const handler = await startHandler({ kind: 'answer', status: 204 });
  closing.push(handler.close, () => shop.close());
  await shop.subscribe(name, handler.url);
  await shop.emit(name);
  const reading = readEnvelope(handler.calls[0]?.body.toString() ?? '');
  const sent: ShopRecord = (reading.kind === 'envelope' && reading.envelope.lists[event.lists[0].key]?.[0]) || {};
  const id = String(sent[event.lists[0].idField]);

  const page = readChangedPage(list, await listed(shop, changedPath({ list, from: 0, onlyNew: false, page: 1 })));
  const thing = page?.things.find((one) => one.id === id);
  const untold = String(sent['last_update_time']);
  expect(missedRecord(event, thing?.fields ?? {}, untold)).toEqual(sent);
});

it('what a list says amiss does not get into a record', () => {
  const event = findEvent('Orders.create');
  if (event === undefined) throw new Error('no event');
  const fields = { order_number: '1', status: { evil: true }, status_id: ['1'], creation_time: 'x'.repeat(9000) };
  const record = missedRecord(event, fields, 'untold');
  expect(record).toMatchObject({ order_number: '1', status: null, status_id: null });
  expect(String(record['creation_time'])).toHaveLength(2000);
});
