/**
 * The handler threw and nobody caught it. In: a 5xx whose page tells the error. Out: that error, with what it usually
 * means. In production most frameworks hide it; then there is nothing to recognise but who answers.
 */
import { beginningOf, fieldsOf, quoted, type Cause, type SeenAnswer } from './cause.ts';
import { frameworkOf } from './framework.ts';

export const thrown: Cause = (answer, { check }) => {
  if (answer.status !== 500) return null;
  const error = errorIn(answer);
  if (error === null) return null;
  const shown = `The handler failed with "${quoted(error)}".`;
  return `${shown} ${meaningOf(error, answer) ?? BY_CHECK.get(check) ?? 'The same event comes again, so handling must be idempotent.'}`;
};

/** Where frameworks with their defaults show it: Express and Django to developers, Flask's debugger, Fastify always. */
function errorIn(answer: SeenAnswer): string | null {
  const page = beginningOf(answer);
  const ofExpress = /<pre>(\w*Error: [^<]+)/.exec(page)?.[1];
  const ofDebugger = /<title>(\w+(?:Error|Exception)[^<]*?)\s*(?:\/\/ Werkzeug Debugger)?<\/title>/.exec(page)?.[1];
  const { message, error } = fieldsOf(answer);
  const ofFastify = error === 'Internal Server Error' && typeof message === 'string' ? message : null;
  return ofExpress ?? ofDebugger ?? ofFastify;
}

function meaningOf(error: string, answer: SeenAnswer): string | null {
  const isExpress = frameworkOf(answer) === 'Express';
  if (isExpress && /of undefined \(reading (?:&#39;|')(?:orders|products|customers|\w+s)(?:&#39;|')\)/.test(error)) {
    return 'The body was not parsed: app.use(express.json()) must stand before the route.';
  }
  if (/JSONDecodeError|in JSON at position|Unexpected (?:token|end of JSON)/.test(error)) {
    return 'Catch what the parser throws and answer 400.';
  }
  return null;
}

const BY_CHECK: ReadonlyMap<string, string> = new Map([
  [
    'empty-list',
    'It reads a first record without looking whether there is one: with none there is nothing to do, answer 204.',
  ],
  ['null-codes', '`code` is null where the shop gave none: look before using it as a text.'],
  ['unknown-fields', 'Fields may be added any day: read those you need and pass over the others.'],
  [
    'order',
    'Calls may come in another order: create what an update speaks of, and let a delete of something unknown be.',
  ],
  ['duplicate', 'The same event may come twice: let the second change nothing and answer 204.'],
]);
