// Wrong: it looks whether there is a password, and for whom, but not which.
// Upgates concludes: nothing wrong. But whoever guesses the user can send events of his own.
import { answer, serve } from './frame.mjs';

serve(({ request, response }) => {
  const [, encoded = ''] = (request.headers.authorization ?? '').split(' ');
  const [user] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  answer(response, user === 'shop' ? 204 : 401);
});
