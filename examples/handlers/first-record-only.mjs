// Wrong: it looks at the first record without asking whether there is one.
// Upgates concludes: a wrong answer to a call with an empty list, repeated every 5 minutes. (And what it does with the
// other 4999 of a big call, no check can see.)
import { answer, recordsIn, serve } from './frame.mjs';

serve(({ call, response }) => {
  const [first] = recordsIn(call);
  console.log('stored', Object.values(first)[0]);
  answer(response, 204);
});
