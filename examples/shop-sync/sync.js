/**
 * A small integration: copies a shop's orders. Upgates calls the webhook, the webhook fills the inbox, the worker empties
 * it with the help of the API. Nothing here knows of the simulated shop.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createInbox } from './inbox.js';
import { createOrders } from './orders.js';
import { createUpgatesApi } from './upgates-api.js';
import { createWebhook } from './webhook.js';
import { createWorker } from './worker.js';

/** `api` is where the shop is and who may call it: `{url, login, key}`. */
export async function startSync({ api, user = 'upgates', password = 'secret', port = 0 }) {
  const inbox = createInbox();
  const orders = createOrders();
  const worker = createWorker({ inbox, orders, api: createUpgatesApi(api) });
  // A failed run leaves its jobs in the inbox; the next call or the next look takes them up.
  const work = () => void worker.run().catch(() => undefined);
  const server = createServer(createWebhook({ inbox, user, password, onKept: work }));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const { port: bound } = server.address();
  return {
    orders,
    /** What is registered at the shop for an event; the credentials come back as Basic. */
    urlFor: (event) => `http://${user}:${password}@127.0.0.1:${bound}/webhooks/${event}`,
    /** Resolves when all that has arrived is done; rejects when it cannot be. */
    idle: () => worker.run(),
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
