// Wrong: it takes for granted that a text is there. The code of a product may be null, and so may the status of an order
// (here only the latter hurts).
// Upgates concludes: a wrong answer; the one record without a text comes again every 5 minutes, with up to 4999 others
// of the same call.
import { answer, serve } from './frame.mjs';

serve(({ call, response }) => {
  for (const { status = '' } of call.orders ?? []) status.toLowerCase();
  answer(response, 204);
});
