// Wrong: it answers 201 Created, as NestJS does with every POST unless told otherwise.
// Upgates concludes: a wrong answer. Every event comes again every 5 minutes, for ever, though each was stored.
import { answer, serve } from './frame.mjs';

serve(({ response }) => {
  answer(response, 201, { headers: { 'Content-Type': 'application/json' }, text: '{"stored":true}' });
});
