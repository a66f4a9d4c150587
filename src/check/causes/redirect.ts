/**
 * The handler sends the caller elsewhere. In: a 3xx. Out: why frameworks do so, and which address to give to the shop.
 * That Upgates does not follow redirects is inferred.
 */
import { headerOf, quoted, type Cause } from './cause.ts';
import { frameworkOf, type Framework } from './framework.ts';

const SLASH: Readonly<Partial<Record<Framework, string>>> = {
  Flask: "Flask redirects to a route that ends in a slash: @app.post('/webhooks/', strict_slashes=False).",
  Django: 'Django redirects to a route that ends in a slash (APPEND_SLASH).',
  FastAPI:
    'FastAPI redirects between /path and /path/: FastAPI(redirect_slashes=False), with the route as you call it.',
};

export const redirect: Cause = (answer) => {
  const { status } = answer;
  if (status < 300 || status > 399) return null;
  const location = headerOf(answer, 'location');
  if (location === '') return null;
  if (LOGIN.test(location)) {
    return `The route stands behind a login page (${quoted(location)}). Leave it out of that, and let the credentials of the call be checked instead.`;
  }
  const framework = frameworkOf(answer);
  const reason = (framework === null ? undefined : SLASH[framework]) ?? ANY;
  return `${reason} Give the shop the final address: ${quoted(location)}`;
};

const LOGIN = /(?:log|sign)[-_]?in\b/i;

const ANY = 'Upgates does not follow redirects (inferred): mind the trailing slash, http against https, www.';

/** With DEBUG Django answers 500 instead, since a redirect would lose the body. */
export const slashUnderDebug: Cause = ({ status, body }) => {
  if (status !== 500 || !body.includes('APPEND_SLASH')) return null;
  return 'The route ends in a slash and the address does not: without DEBUG Django redirects it (APPEND_SLASH), and Upgates does not follow (inferred). Give the shop the address with the slash.';
};
