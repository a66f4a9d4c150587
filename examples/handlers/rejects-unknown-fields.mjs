// Wrong: its schema allows the fields of today's documentation and nothing else.
// Upgates concludes: a wrong answer, from the day on which a field is added, to every event at once.
import { answer, serve } from './frame.mjs';

const KNOWN = new Set(['order_number', 'creation_time', 'last_update_time', 'deletion_time', 'status_id', 'status']);

serve(({ call, response }) => {
  const unknown = (call.orders ?? []).flatMap(Object.keys).find((field) => !KNOWN.has(field));
  if (unknown === undefined) answer(response, 204);
  else answer(response, 422, { text: `Unrecognized key(s) in object: '${unknown}'` });
});
