/**
 * Nobody takes the call at this address. In: a 404, or a 405 of a server of files. Out: how this framework matches paths.
 */
import { fieldsOf, headerOf, type Cause, type SeenAnswer } from './cause.ts';
import { frameworkOf, type Framework } from './framework.ts';

/** How each matches paths. For the strict ones /webhooks and /webhooks/ are two routes; Express and Koa take both (recorded). */
const MATCHING: Readonly<Partial<Record<Framework, string>>> = {
  Fastify:
    'A slash at the end makes it another path; Fastify({ routerOptions: { ignoreTrailingSlash: true } }) allows both.',
  Hono: 'A slash at the end makes it another path; new Hono({ strict: false }) allows both.',
  Flask: "A slash at the end makes it another path; @app.post('/webhooks/', strict_slashes=False) allows both.",
  Django: 'A slash at the end makes it another path: compare with urlpatterns.',
  NestJS: 'Mind the prefixes of the controller and of app.setGlobalPrefix, and on Fastify the slash at the end.',
};

export const unrouted: Cause = (answer) => {
  if (answer.status === 405 && frameworkOf(answer) === 'nginx') {
    return 'nginx takes the path for a file, which cannot be posted to: lead the location to the handler with proxy_pass.';
  }
  return answer.status === 404 ? notFound(answer) : null;
};

function notFound(answer: SeenAnswer): string | null {
  const framework = frameworkOf(answer);
  if (framework === null) return isPlain(answer) ? KOA : null;
  const matching = MATCHING[framework];
  return `${framework} has no POST route at ${pathIn(answer) ?? 'this path'}.${matching === undefined ? '' : ` ${matching}`}`;
}

/** `Cannot POST /x` and `Route POST:/x not found` name it. */
function pathIn(answer: SeenAnswer): string | null {
  const { message } = fieldsOf(answer);
  const text = typeof message === 'string' ? message : answer.body.slice(0, 1000);
  return /(?:Cannot POST |Route POST:)(\/[\w/.~%-]{0,200})/.exec(text)?.[1] ?? null;
}

const KOA =
  'No route answers here, or one that says nothing: Koa answers 404 when neither ctx.status nor ctx.body is set. ctx.status = 204.';

function isPlain(answer: SeenAnswer): boolean {
  return answer.body === 'Not Found' && headerOf(answer, 'content-type').startsWith('text/plain');
}
