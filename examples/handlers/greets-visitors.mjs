// Wrong: callers that do not say what they accept are taken for visitors who have not chosen a language yet.
// Upgates concludes: a wrong answer, if it is such a caller; which headers it sends is not documented.
import { answer, serve } from './frame.mjs';

serve(({ request, response }) => {
  if (request.headers.accept !== undefined) return answer(response, 204);
  answer(response, 302, { headers: { Location: '/en/webhooks' } });
});
