/**
 * A guard against forged forms (CSRF) in front of the route: it wants a token from a page that Upgates never saw.
 * In: a refusal. Out: how to leave this one route out of the guard.
 * Laravel's and Rails' answers are known from their documentation; the others were recorded.
 */
import { beginningOf, headerOf, type Cause, type SeenAnswer } from './cause.ts';
import { frameworkOf } from './framework.ts';

export const forgery: Cause = (answer) => {
  if (answer.status < 400 || answer.status > 499) return null;
  const way = wayOut(answer);
  return way === null ? null : `A CSRF guard refuses the call: Upgates cannot have its token. ${way}`;
};

function wayOut(answer: SeenAnswer): string | null {
  const framework = frameworkOf(answer);
  if (answer.status === 419 || (framework === 'Laravel' && isNamed(answer))) {
    return "Laravel: $middleware->validateCsrfTokens(except: ['webhooks/*']) in bootstrap/app.php, or move the route to routes/api.php.";
  }
  if (framework === 'Django' && isNamed(answer)) return 'Django: put @csrf_exempt on the view.';
  if (framework === 'Flask' && isNamed(answer)) return 'Flask-WTF: put @csrf.exempt on the view.';
  if (beginningOf(answer).includes('InvalidAuthenticityToken')) {
    return 'Rails: skip_forgery_protection in the controller.';
  }
  if (isNamed(answer) || hasCsurfCookie(answer))
    return 'Mount the webhook route before the guard, or leave its path out.';
  return null;
}

function isNamed(answer: SeenAnswer): boolean {
  return /csrf|xsrf/i.test(beginningOf(answer));
}

/** In production csurf says a bare `Forbidden`; what gives it away is the secret that it sets. */
function hasCsurfCookie(answer: SeenAnswer): boolean {
  return answer.status === 403 && /^(?:_csrf|XSRF-TOKEN)=/i.test(headerOf(answer, 'set-cookie'));
}
