/** Does the work, away from the webhook: asks the shop what the orders hold and copies them. */
const MOST_AT_ONCE = 100;

export function createWorker({ inbox, api, orders }) {
  let running = null;

  const run = async () => {
    while (!inbox.isEmpty()) {
      const jobs = inbox.take(MOST_AT_ONCE);
      try {
        await copy(jobs, { api, orders });
      } catch (error) {
        inbox.putBack(jobs);
        throw error;
      }
    }
  };

  return {
    /** Starts, unless it runs; resolves when nothing is left to do. */
    async run() {
      running ??= run().finally(() => {
        running = null;
      });
      await running;
    },
  };
}

async function copy(jobs, { api, orders }) {
  for (const { event, orderNumber } of jobs) {
    if (event === 'Orders.delete') orders.remove(orderNumber);
  }
  const numbers = new Set(jobs.filter(({ event }) => event !== 'Orders.delete').map(({ orderNumber }) => orderNumber));
  if (numbers.size === 0) return;
  for (const order of await api.readOrders([...numbers])) orders.save(order);
}
