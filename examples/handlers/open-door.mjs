// Wrong: the address in the shop has a user and a password, and nobody looks at them.
// Upgates concludes: nothing wrong. But whoever learns the address can send events of his own.
import { answer, serve } from './frame.mjs';

serve(({ response }) => answer(response, 204));
