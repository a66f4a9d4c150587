// Wrong: the guard against forged forms stands before the webhook too, and wants a token from a page of ours.
// Upgates concludes: 403 is a wrong answer. Every event comes again every 5 minutes, for ever.
import { answer, serve } from './frame.mjs';

serve(({ request, response }) => {
  if (request.headers['x-csrf-token'] !== undefined) return answer(response, 204);
  answer(response, 403, { text: 'invalid csrf token' });
});
