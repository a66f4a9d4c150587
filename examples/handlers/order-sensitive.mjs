// Wrong: an update that is older than one it has seen is a conflict for it.
// Upgates concludes: 409 is a wrong answer. An update that was delayed comes again every 5 minutes and is refused for
// ever; it would have been enough to pass over it and answer 204.
import { answer, serve } from './frame.mjs';

const latest = new Map();

serve(({ call, response }) => {
  for (const { order_number: number, last_update_time: time } of call.orders ?? []) {
    if (time === undefined) continue;
    if (Date.parse(time) < (latest.get(number) ?? 0)) return answer(response, 409, { text: 'stale update' });
    latest.set(number, Date.parse(time));
  }
  answer(response, 204);
});
