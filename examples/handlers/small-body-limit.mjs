// Wrong: it reads bodies up to 100 kB, as Express does by default. 5000 records are 0.3 to 0.8 MB.
// Upgates concludes: a wrong answer to each mass change; it comes again every 5 minutes and never fits.
import { answer, serve } from './frame.mjs';

const LIMIT = 100 * 1024;

serve(({ body, response }) => answer(response, body.length > LIMIT ? 413 : 204));
