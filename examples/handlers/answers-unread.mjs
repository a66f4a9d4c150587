// Wrong: it answers 204 to whatever comes, before it has read it.
// Upgates concludes: delivered, always, also when the body was cut or could not be parsed.
import { createServer } from 'node:http';
import { answer, listen } from './frame.mjs';

listen(createServer((request, response) => answer(response, 204)));
