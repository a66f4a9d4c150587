// Wrong: the second call ends the process, because a promise is rejected that nobody waits for.
// Upgates concludes: wrong answers from then on, repeated every 5 minutes until somebody starts the handler again.
import { answer, serve } from './frame.mjs';

let calls = 0;

serve(({ response }) => {
  calls += 1;
  void book(calls);
  if (calls === 1) answer(response, 204);
});

async function book(number) {
  if (number > 1) throw new Error('the connection to the database was used up by the first call');
}
