/**
 * A broken body, and the error of the parser ended as a 500 (or nothing was caught). In: a 5xx to broken JSON.
 * Out: where to catch it. Recorded of Hono and Django, whose readers throw where others answer 400.
 */
import type { Cause } from './cause.ts';
import { frameworkOf } from './framework.ts';

export const parserThrew: Cause = (answer, { check }) => {
  if (check !== 'broken-json' || answer.status !== 500) return null;
  const reader = frameworkOf(answer) === 'Django' ? 'json.loads(request.body) throws, and Django answers 500' : OTHERS;
  return `${reader}: catch it and answer 400.`;
};

const OTHERS =
  'What reads the JSON throws, and nothing catches it (c.req.json() in Hono and JSON.parse do so without a word)';
