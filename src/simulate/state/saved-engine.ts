/** What the engine was about: webhooks, deliveries that are not over, and how far it had counted. */
import type { EngineState } from '../deliver/engine.ts';
import { fieldsAt, wrong, type Place } from './reading.ts';
import { readDelivery } from './saved-delivery.ts';
import { readWebhook } from './saved-webhook.ts';

export function readEngine(at: Place): EngineState {
  const fields = fieldsAt(at);
  const webhooks = fields.list('webhooks', readWebhook);
  const known = new Set(webhooks.map(({ id }) => id));
  return {
    webhooks,
    lastWebhook: fields.whole('lastWebhook'),
    deliveries: fields.list('deliveries', (place) => {
      const delivery = readDelivery(place);
      if (!known.has(delivery.webhook)) throw wrong(`${place.path}.webhook`, 'the id of one of its webhooks');
      return delivery;
    }),
    lastDelivery: fields.whole('lastDelivery'),
    lastStep: fields.whole('lastStep'),
  };
}
