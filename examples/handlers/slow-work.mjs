// Wrong: it does its work before it answers, and the work takes 1.2 s.
// Upgates concludes: no answer in a second, so delivered. It hangs up and never comes again: if the work fails after
// that, or is cut off, the event is lost, and nobody is told.
import { setTimeout as work } from 'node:timers/promises';
import { answer, serve } from './frame.mjs';

serve(async ({ response }) => {
  await work(1200);
  answer(response, 204);
});
