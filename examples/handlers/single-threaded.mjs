// Wrong: each call blocks the only thread for 40 ms (a synchronous query, an image, a big regular expression).
// Upgates concludes: one call is fine, but of 50 at once half wait for more than a second and count as delivered, lost.
import { answer, serve } from './frame.mjs';

serve(({ response }) => {
  const until = performance.now() + 40;
  while (performance.now() < until);
  answer(response, 204);
});
