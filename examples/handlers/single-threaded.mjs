// Wrong: each call blocks the only thread for 40 ms (a synchronous query, an image, a big regular expression).
// Upgates concludes: one call is fine, but of 50 at once half wait for more than a second and count as delivered, lost.
import { answer, serve } from './frame.mjs';

const nobody = new Int32Array(new SharedArrayBuffer(4));

serve(({ response }) => {
  Atomics.wait(nobody, 0, 0, 40);
  answer(response, 204);
});
