/**
 * A call was accepted that should have been refused: whoever answers 2xx without having read the event loses it.
 * In: a 2xx to such a call. Out: what the framework did with it; null where the check's own words say as much.
 */
import { beginningOf, hasSucceeded, headerOf, type Cause, type SeenAnswer } from './cause.ts';

export const wavedThrough: Cause = (answer, { check }) => {
  if (!hasSucceeded(answer)) return null;
  if (check === 'wrong-type' && headerOf(answer, 'x-powered-by') === 'Express') {
    return "express.json() passes over a body that is not announced as JSON (request.body is undefined, in Express 4 {}), and the handler answered without having read the event. Where request.is('json') is false, answer 415.";
  }
  if (check === 'broken-json' && isErrorPage(answer)) {
    return `The page says an error, the status says ${answer.status}, and Upgates reads the status only. Send the error with its status: 400 for a body that does not parse.`;
  }
  return null;
};

/** Words of an error page, or of a JSON error, in an answer that counts as success. */
function isErrorPage(answer: SeenAnswer): boolean {
  return /<(?:title|h1)>[^<]*(?:error|fail|wrong)|"(?:error|errors)"\s*:\s*(?!null|false|\[\])/i.test(
    beginningOf(answer),
  );
}
