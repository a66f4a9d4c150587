/**
 * Which framework answered. In: an answer. Out: its name where the signature is certain, else null.
 * Koa and plain `node:http` answer too plainly to be told from others.
 */
import { beginningOf, fieldsOf, headerOf, type SeenAnswer } from './cause.ts';

export type Framework =
  'Django' | 'Express' | 'FastAPI' | 'Fastify' | 'Flask' | 'Hono' | 'Laravel' | 'NestJS' | 'nginx' | 'PHP';

/** The first that fits: NestJS runs on Express or Fastify, and Laravel on PHP. */
const SIGNATURES: readonly (readonly [name: Framework, fits: (answer: SeenAnswer) => boolean])[] = [
  ['nginx', (answer) => beginningOf(answer).includes('<hr><center>nginx')],
  ['NestJS', isNest],
  ['Fastify', isFastify],
  ['Express', (answer) => headerOf(answer, 'x-powered-by') === 'Express'],
  ['Laravel', (answer) => /(?:laravel_session|XSRF-TOKEN)=/.test(headerOf(answer, 'set-cookie'))],
  ['PHP', (answer) => headerOf(answer, 'x-powered-by').startsWith('PHP/')],
  // Behind another server than its own, Werkzeug's pages still begin so.
  ['Flask', (answer) => isWerkzeug(answer)],
  ['Django', isDjango],
  ['FastAPI', isFastApi],
  ['Hono', (answer) => answer.status === 404 && answer.body === '404 Not Found'],
];

export function frameworkOf(answer: SeenAnswer): Framework | null {
  return SIGNATURES.find(([, fits]) => fits(answer))?.[0] ?? null;
}

/** On Fastify, its errors lack the keys `error` or `code` that Fastify's own have. */
function isNest(answer: SeenAnswer): boolean {
  const { statusCode, message, error, code } = fieldsOf(answer);
  if (statusCode !== answer.status || message === undefined || code !== undefined) return false;
  if (headerOf(answer, 'x-powered-by') === 'Express') return true;
  return error === undefined || (typeof message === 'string' && /^Cannot [A-Z]+ \//.test(message));
}

function isFastify(answer: SeenAnswer): boolean {
  const { statusCode, message, error, code } = fieldsOf(answer);
  if (typeof code === 'string') return code.startsWith('FST_');
  if (statusCode !== answer.status || typeof message !== 'string' || typeof error !== 'string') return false;
  return /^Route [A-Z]+:.* not found$/.test(message) || answer.status >= 500;
}

function isWerkzeug(answer: SeenAnswer): boolean {
  const page = /^<!doctype html>\n<html lang=en>\n\s*(?:<head>\n\s*)?<title>/;
  return headerOf(answer, 'server').startsWith('Werkzeug/') || page.test(answer.body);
}

/** Its development server names itself; behind others its pages and three headers of its template do. */
function isDjango(answer: SeenAnswer): boolean {
  const isPage = /<title>(?:Server Error \(500\)|Bad Request \(400\))<\/title>|Django (?:Version|tried|settings)/;
  const isTemplate = headerOf(answer, 'cross-origin-opener-policy') === 'same-origin';
  return (
    isPage.test(beginningOf(answer)) ||
    (isTemplate && headerOf(answer, 'server').startsWith('WSGIServer/')) ||
    hasCsrfPage(answer)
  );
}

function hasCsrfPage(answer: SeenAnswer): boolean {
  return answer.status === 403 && answer.body.includes('CSRF verification failed. Request aborted.');
}

/** `detail` alone may be another's; a list of places and messages is pydantic's, and uvicorn's answers go with it. */
function isFastApi(answer: SeenAnswer): boolean {
  const { detail } = fieldsOf(answer);
  const isPydantic = Array.isArray(detail) && detail.some((item: unknown) => isPlaced(item));
  return isPydantic || headerOf(answer, 'server') === 'uvicorn';
}

function isPlaced(item: unknown): boolean {
  return typeof item === 'object' && item !== null && 'loc' in item && 'msg' in item;
}
