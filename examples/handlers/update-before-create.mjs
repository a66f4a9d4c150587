// Wrong: it wants to know an order before it takes an update of it, and an order placed before the handler was installed
// has no create. (The same happens when a create waits for its repeat and the update overtakes it.)
// Upgates concludes: a wrong answer; the update comes again every 5 minutes until somebody imports the order by hand.
import { answer, serve } from './frame.mjs';

const known = new Set();

serve(({ call, response }) => {
  for (const { order_number: number, creation_time: created, last_update_time: updated } of call.orders ?? []) {
    if (created !== undefined) known.add(number);
    if (updated !== undefined && !known.has(number)) throw new Error(`order ${number} not found`);
  }
  answer(response, 204);
});
