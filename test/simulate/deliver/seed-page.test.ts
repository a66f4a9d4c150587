/**
 * The delivery rules of the official page, sentence by sentence, against the running shop and a real handler.
 * Source: www.upgates.com/a/webhooks, the newest text. The five minutes pass on the shop's clock, the second is a real one.
 */
import { afterEach, describe, expect, it } from 'vitest';
import { HOUR, MINUTE, type Instant } from '../../../src/core/instant.ts';
import type { AttemptReport } from '../../../src/simulate/deliver/report.ts';
import { createSimulatedShop, type SimulatedShop, type SimulatedShopOptions } from '../../../src/simulate/shop.ts';
import { startHandler, type Behaviour, type SeenCall, type TestHandler } from '../../support/handler.ts';
import { callApi, subscribe } from '../rest-client.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

interface Played {
  readonly shop: SimulatedShop;
  readonly handler: TestHandler;
  readonly reports: readonly AttemptReport[];
  /** When each attempt ended, in minutes of the shop's time from its first instant. */
  readonly minutes: readonly number[];
  readonly webhook: number;
}

type Acts = Behaviour | ((call: SeenCall, number: number) => Behaviour);

const answer = (status: number): Behaviour => ({ kind: 'answer', status });

async function play(behaviour: Acts, options: Partial<SimulatedShopOptions> = {}): Promise<Played> {
  const handler = await startHandler(behaviour);
  const [reports, minutes]: [AttemptReport[], number[]] = [[], []];
  const startAt: { instant: Instant } = { instant: 0 };
  const shop = createSimulatedShop({
    seed: 'page',
    speed: 'manual',
    onAttempt(report) {
      reports.push(report);
      minutes.push((shop.clock.now() - startAt.instant) / MINUTE);
    },
    ...options,
  });
  startAt.instant = shop.clock.now();
  closers.push(
    () => shop.close(),
    () => handler.close(),
  );
  const webhook = await subscribe(shop, 'Orders.create', handler.url);
  return { shop, handler, reports, minutes, webhook };
}

describe('the page on webhooks', () => {
  it('"Webhooks allow the sending of information about an event that occurs in the system, such as the creation or editing of an order. The system sends an HTTP request to the URL set in the webhook for each of these events."', async () => {
    const { shop, handler } = await play(answer(200));
    await subscribe(shop, 'Orders.update', `${handler.url}/updates`);
    const [order] = shop.trade.create('Orders', [{}]);
    const number = String(order?.['order_number']);
    shop.trade.change('Orders', [{ id: number, fields: { status_id: 2 } }]);
    await shop.clock.advance(0);
    expect(handler.calls.map(({ path, body }) => [path, JSON.parse(body.toString()).orders[0].order_number])).toEqual([
      ['/webhooks', number],
      ['/webhooks/updates', number],
    ]);
  });

  it('"The URL set in the webhook is called as a POST request, with the body of the request containing a JSON that includes a list of entity identifiers from the system (e.g., orders). ... The body of the request also includes the name of the e-shop in Upgates."', async () => {
    const { shop, handler } = await play(answer(200), { shopName: 'muj-obchod' });
    await shop.settled(shop.emit('Orders.create'));
    const [call] = handler.calls;
    expect(call?.method).toBe('POST');
    expect(call?.headers['content-type']).toBe('application/json');
    expect(JSON.parse(call?.body.toString() ?? '')).toEqual({
      project_name: 'muj-obchod',
      orders: [
        {
          order_number: expect.any(String),
          creation_time: expect.any(String),
          status_id: expect.any(Number),
          status: expect.any(String),
        },
      ],
    });
  });

  it('"If this user does not have rights to the endpoint, such as orders, they will not be able to create a webhook for events related to orders."', async () => {
    const { shop } = await play(answer(200), { denied: ['Products.*'] });
    const body = { name: 'x', url: 'http://127.0.0.1/', event: 'Products.create' };
    expect((await callApi(shop, 'POST /webhooks', { body })).status).toBe(403);
    expect((await callApi(shop, 'POST /webhooks', { body: { ...body, event: 'Orders.create' } })).status).toBe(200);
  });

  it('"If the user has created a webhook and their permissions are changed, the webhook will be deactivated."', async () => {
    const { shop, handler, webhook } = await play(answer(500));
    await shop.settled(shop.emit('Orders.create'));
    shop.access.deny(['Orders.*']);
    const { json } = await callApi(shop, `GET /webhooks/${webhook}`);
    expect(json.webhooks[0].active_yn).toBe(false);
    expect(shop.emit('Orders.create')).toEqual([]);
    await shop.clock.advance(HOUR);
    expect(handler.calls).toHaveLength(1);
  });

  it.each([200, 204])(
    '"The POST request to the URL set in the webhook will expect a 200 OK or 204 No Content response." (%i)',
    async (status) => {
      const { shop, reports } = await play(answer(status));
      await shop.settled(shop.emit('Orders.create'));
      await shop.clock.advance(HOUR);
      expect(reports.map(({ judgement }) => judgement.verdict)).toEqual(['delivered']);
    },
  );

  it.each([201, 202, 301, 400, 413, 419, 500, 503])('... and no other: %i', async (status) => {
    const { shop, minutes } = await play(answer(status));
    shop.emit('Orders.create');
    await shop.clock.advance(10 * MINUTE);
    expect(minutes).toEqual([0, 5, 10]);
  });

  it('"The timeout is set to one second." "If the webhook ... times out, it will be considered delivered and no repeated call will be made."', async () => {
    const { shop, handler, reports } = await play({ kind: 'silent' });
    shop.emit('Orders.create');
    await shop.clock.advance(12 * HOUR);
    expect(reports.map(({ judgement }) => judgement.verdict)).toEqual(['timed-out']);
    expect(reports[0]?.outcome).toMatchObject({ kind: 'silent' });
    // A real second, whatever the shop's clock: a lower bound, since a busy machine may take longer.
    expect(reports[0]?.outcome.ms).toBeGreaterThan(990);
    expect(handler.calls).toHaveLength(1);
    expect(shop.pending()).toEqual([]);
  });

  it('"In case of an incorrect response, the system will resend the webhook every 5 minutes until it receives the correct response."', async () => {
    const { shop, handler, minutes } = await play((_call, number) => answer(number <= 30 ? 500 : 200));
    shop.emit('Orders.create');
    await shop.clock.advance(24 * HOUR);
    expect(minutes).toEqual(Array.from({ length: 31 }, (_, index) => index * 5));
    expect(new Set(handler.calls.map(({ body }) => body.toString())).size).toBe(1);
  });

  it('"If the webhook receives a positive response ..., it will be considered delivered and no repeated call will be made."', async () => {
    const { shop, handler, webhook } = await play(answer(204));
    await shop.settled(shop.emit('Orders.create'));
    await shop.clock.advance(24 * HOUR);
    expect(handler.calls).toHaveLength(1);
    const { json } = await callApi(shop, `GET /webhooks/${webhook}`);
    expect(json.webhooks[0]).toMatchObject({ last_success_call_status: 204, last_error_call: null });
  });

  it('"Managing webhooks (creation, editing, deletion) is only possible through the API."', async () => {
    const { shop, handler, webhook } = await play(answer(200));
    const moved = `${handler.url}/moved`;
    await callApi(shop, 'PUT /webhooks', { body: { id: webhook, url: moved } });
    await shop.settled(shop.emit('Orders.create'));
    await callApi(shop, `DELETE /webhooks/${webhook}`);
    expect(shop.emit('Orders.create')).toEqual([]);
    expect(handler.calls.map(({ path }) => path)).toEqual(['/webhooks/moved']);
    expect((await callApi(shop, 'GET /webhooks')).json.webhooks).toEqual([]);
  });
});
