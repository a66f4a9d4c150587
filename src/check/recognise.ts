/**
 * The likely cause of an answer that a check did not ask for. In: the answer, and what was sent. Out: one or two
 * sentences with what to do, or null where the answer gives nothing away and the status has to speak for itself.
 * One cause, one function; the first that recognises something speaks.
 */
import { isToBeRefused, type Cause, type SeenAnswer, type SentCall } from './causes/cause.ts';
import { created } from './causes/created.ts';
import { database } from './causes/database.ts';
import { forgery } from './causes/forgery.ts';
import { gateway } from './causes/gateway.ts';
import { limited } from './causes/limited.ts';
import { parserThrew } from './causes/parser-threw.ts';
import { printedError } from './causes/printed-error.ts';
import { redirect, slashUnderDebug } from './causes/redirect.ts';
import { thrown } from './causes/thrown.ts';
import { tooLarge } from './causes/too-large.ts';
import { unrouted } from './causes/unrouted.ts';
import { validation } from './causes/validation.ts';
import { wavedThrough } from './causes/waved-through.ts';
import { wrongHost } from './causes/wrong-host.ts';

const CAUSES: readonly Cause[] = [
  printedError,
  wavedThrough,
  created,
  redirect,
  slashUnderDebug,
  forgery,
  tooLarge,
  limited,
  gateway,
  unrouted,
  validation,
  wrongHost,
  database,
  thrown,
  parserThrew,
];

/**
 * Null for an answer that is right for the check, with one exception: a 200 into which PHP printed an error is right by
 * its status and still a lost event.
 */
export function recognise(answer: SeenAnswer, sent: SentCall): string | null {
  const isRefusal = answer.status >= 400 && answer.status <= 499;
  if (isRefusal && isToBeRefused(sent)) return null;
  for (const cause of CAUSES) {
    const hint = cause(answer, sent);
    if (hint !== null) return hint;
  }
  return null;
}
