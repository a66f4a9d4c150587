/**
 * Every recorded answer of every framework, and the hint that it must give: those in the table theirs, all others none.
 */
import { describe, expect, it } from 'vitest';
import { frameworkOf } from '../../src/check/causes/framework.ts';
import { recognise } from '../../src/check/recognise.ts';
import { BYTES_SENT, FRAMEWORK_ANSWERS, type FrameworkAnswer } from '../support/framework-answers.ts';

const EXPRESS_LIMIT = /^The body of 555 kB is larger.*express\.json\(\{ limit: '2mb' \}\)/;
const EXPRESS_UNREAD = /express\.json\(\) passes over a body.*request\.is\('json'\) is false, answer 415/;
const CSRF = 'A CSRF guard refuses the call: Upgates cannot have its token';
const FIRST_RECORD = 'It reads a first record without looking whether there is one';
const WARNING = /^PHP printed "Warning: Trying to access.*the status stayed 200: Upgates counts that as delivered/;
const PHP_CHECK = new RegExp(`${WARNING.source}.*json_decode gave: for null answer 400`);
const PHP_FATAL =
  /^PHP printed "Fatal error: Uncaught \w+: .*stayed 200.*display_errors = 0, so that an error answers 500/;
const FASTAPI_SLASH = /FastAPI\(redirect_slashes=False\).*final address: http:\/\/127\.0\.0\.1:3000\//;

const HINTS: Readonly<Record<string, RegExp>> = {
  'django: broken-json POST /webhooks': /^json\.loads\(request\.body\) throws.*answer 400/,
  'django: no-body POST /webhooks': /^json\.loads\(request\.body\) throws.*answer 400/,
  'django: events POST /guarded': new RegExp(`${CSRF}. Django: put @csrf_exempt`),
  'django: redirect POST /slashed': /^Django redirects.*APPEND_SLASH.*final address: \/slashed\/$/,
  'django: redirect POST /webhooks/': /^Django has no POST route at this path\. A slash at the end/,
  'django: unknown-path POST /nowhere': /^Django has no POST route/,
  'django-development: events POST /guarded': new RegExp(`${CSRF}. Django: put @csrf_exempt`),
  'django-development: redirect POST /slashed': /^The route ends in a slash and the address does not/,
  'django-development: unknown-path POST /nowhere': /^Django has no POST route/,
  'django-development: broken-json POST /webhooks': /"JSONDecodeError at \/webhooks"\. Catch what the parser throws/,
  'django-hosts: events POST /webhooks': /ALLOWED_HOSTS/,
  'express-4: batch-5000 POST /webhooks': EXPRESS_LIMIT,
  'express-4: wrong-type POST /webhooks': EXPRESS_UNREAD,
  'express-4: unknown-path POST /nowhere': /^Express has no POST route at \/nowhere\.$/,
  'express-5: batch-5000 POST /webhooks': EXPRESS_LIMIT,
  'express-5: wrong-type POST /webhooks': EXPRESS_UNREAD,
  'express-5: unknown-path POST /nowhere': /^Express has no POST route at \/nowhere\.$/,
  'express-5-development: batch-5000 POST /webhooks': EXPRESS_LIMIT,
  'express-5-development: empty-list POST /throws': new RegExp(
    `"TypeError: Cannot read properties of undefined \\(reading 'order_number'\\)"\\. ${FIRST_RECORD}`,
  ),
  'express-5-development: events POST /unparsed': /\(reading 'orders'\)"\. The body was not parsed: app\.use\(express/,
  'express-guards: events POST /csrf': new RegExp(`${CSRF}. Mount the webhook route before the guard`),
  'express-guards: burst POST /limited': /^A rate limiter stands before the route \(limit 1\)/,
  'fastapi: unknown-fields POST /webhooks': /^pydantic rejected the body: orders\.0\.new_field: Extra inputs.*'ignore'/,
  'fastapi: null-codes POST /products': /^pydantic rejected the body: products\.0\.code: .*code: str \| None/,
  'fastapi: redirect POST /slashed': FASTAPI_SLASH,
  'fastapi: redirect POST /webhooks/': FASTAPI_SLASH,
  'fastapi: unknown-path POST /nowhere': /^FastAPI has no POST route/,
  'fastify: redirect POST /webhooks/': /^Fastify has no POST route at \/webhooks\/\..*ignoreTrailingSlash: true/,
  'fastify: unknown-path POST /nowhere': /^Fastify has no POST route at \/nowhere\./,
  'fastify: empty-list POST /throws': new RegExp(`reading 'order_number'\\)"\\. ${FIRST_RECORD}`),
  'fastify: events POST /validated': /^Fastify's JSON schema rejected the body: body\/orders\/0 must have required/,
  'flask: redirect POST /slashed': /strict_slashes=False.*final address: http:\/\/127\.0\.0\.1:3000\/slashed\/$/,
  'flask: redirect POST /webhooks/': /^Flask has no POST route.*strict_slashes=False/,
  'flask: unknown-path POST /nowhere': /^Flask has no POST route/,
  'flask: batch-5000 POST /limited': /MAX_CONTENT_LENGTH/,
  'flask-development: empty-list POST /throws': new RegExp(`"IndexError: list index out of range"\\. ${FIRST_RECORD}`),
  'flask-guarded: events POST /webhooks': new RegExp(`${CSRF}. Flask-WTF: put @csrf.exempt`),
  'hono: broken-json POST /webhooks': /c\.req\.json\(\) in Hono.*answer 400/,
  'hono: no-body POST /webhooks': /c\.req\.json\(\) in Hono.*answer 400/,
  'hono: redirect POST /webhooks/': /^Hono has no POST route.*strict: false/,
  'hono: unknown-path POST /nowhere': /^Hono has no POST route/,
  'hono-zod: unknown-fields POST /webhooks':
    /^zod rejected the body: orders\.0: Unrecognized keys: "new_field".*not z\.strict/,
  'hono-zod: null-codes POST /products': /^zod rejected the body: products\.0\.code: .*received null\. .*nullable\(\)/,
  'koa: events POST /unset': /Koa answers 404 when neither ctx\.status nor ctx\.body is set/,
  'koa: unknown-path POST /nowhere': /^No route answers here/,
  'nestjs-express: batch-5000 POST /webhooks': /^The body of 555 kB.*app\.useBodyParser\('json', \{ limit: '2mb' \}\)/,
  'nestjs-express: wrong-type POST /webhooks': EXPRESS_UNREAD,
  'nestjs-express: events POST /created': /^NestJS answers every POST with 201 by default: put @HttpCode\(204\)/,
  'nestjs-express: unknown-path POST /nowhere': /^NestJS has no POST route at \/nowhere\. Mind the prefixes/,
  'nestjs-fastify: redirect POST /webhooks/': /^NestJS has no POST route at \/webhooks\/\..*the slash at the end/,
  'nestjs-fastify: unknown-path POST /nowhere': /^NestJS has no POST route at \/nowhere\./,
  'nestjs-validated: unknown-fields POST /webhooks': /^class-validator rejected.*leave forbidNonWhitelisted out/,
  'nginx: events POST /webhooks': /^nginx answers, but nothing at the address of its proxy_pass/,
  'nginx: batch-5000 POST /small': /^The body of 555 kB.*client_max_body_size 2m;$/,
  'nginx: events POST /static': /^nginx takes the path for a file/,
  'php: broken-json POST /webhooks.php': PHP_CHECK,
  'php: no-body POST /webhooks.php': PHP_CHECK,
  'php: get-request GET /webhooks.php': new RegExp(`${WARNING.source}.*Answer 405 unless REQUEST_METHOD is POST`),
  'php: broken-json POST /silent.php': PHP_CHECK,
  'php: broken-json POST /throws.php': PHP_FATAL,
  'php: events POST /throws.php': PHP_FATAL,
};

/** The two calls that no check makes, as the check that they are nearest to. */
const CHECK_OF: ReadonlyMap<string, string> = new Map([
  ['no-body', 'broken-json'],
  ['unknown-path', 'events'],
]);

function keyOf({ program, call, to }: FrameworkAnswer): string {
  return `${program}: ${call} ${to}`;
}

function hintFor(answer: FrameworkAnswer): string | null {
  const bytes = answer.call === 'batch-5000' ? BYTES_SENT.many : BYTES_SENT.one;
  return recognise(answer, { bytes, check: CHECK_OF.get(answer.call) ?? answer.call });
}

describe('the recorded answer', () => {
  it.each(FRAMEWORK_ANSWERS.map((answer) => ({ key: keyOf(answer), answer })))('$key', ({ key, answer }) => {
    const expected = HINTS[key];
    if (expected === undefined) expect(hintFor(answer)).toBeNull();
    else expect(hintFor(answer)).toMatch(expected);
  });

  it('is there for every row of the table', () => {
    const keys = new Set(FRAMEWORK_ANSWERS.map(keyOf));
    expect(Object.keys(HINTS).filter((key) => !keys.has(key))).toEqual([]);
    expect(FRAMEWORK_ANSWERS.length).toBe(keys.size);
  });
});

/** Programs whose framework shows in every answer that is not right; the others are silent or differ from answer to answer. */
const SIGNED: Readonly<Record<string, string>> = {
  'express-4': 'Express',
  'express-5': 'Express',
  'nestjs-express': 'NestJS',
  flask: 'Flask',
  django: 'Django',
  fastapi: 'FastAPI',
  fastify: 'Fastify',
  nginx: 'nginx',
};

it.each(FRAMEWORK_ANSWERS)('$program, $call $to: no framework is taken for another', (answer) => {
  const found = frameworkOf(answer);
  const own = SIGNED[answer.program];
  if (answer.status >= 400 && own !== undefined) expect(found).toBe(own);
  else if (found !== null) expect(found.toLowerCase()).toBe(nameOf(answer));
});

/** NestJS cannot be told from the Express below it where it answers rightly. */
function nameOf({ program, status }: FrameworkAnswer): string {
  if (program.startsWith('nestjs') && status < 400) return 'express';
  return program.replace(/-.*$/, '');
}

/** Known from the documentation of Laravel, Rails, zod 3 and databases, or made up; nothing of them was recorded. */
describe('without a recording', () => {
  const page = (status: number, body: string, headers: FrameworkAnswer['headers'] = []) => ({ status, headers, body });
  const events = { bytes: 180, check: 'events' };

  it.each([
    [page(419, '<title>Page Expired</title>', [['Set-Cookie', 'laravel_session=x']]), /validateCsrfTokens\(except/],
    [page(422, 'ActionController::InvalidAuthenticityToken'), /Rails: skip_forgery_protection/],
    [
      page(500, '<pre>Error: duplicate key value violates unique constraint "e"'),
      /ON CONFLICT DO NOTHING\), answer 204/,
    ],
    [
      page(409, '{"error":"UNIQUE constraint failed: events.id"}'),
      /^The handler says "UNIQUE constraint failed: events\.id"/,
    ],
    [page(500, '{"message":"order 900 not found"}'), /^The handler says "order 900 not found".*create what is missing/],
    [page(500, 'Order matching query does not exist.'), /create what is missing/],
    [page(500, "Incorrect string value: 'xF0' for column"), /utf8mb4/],
    [page(422, "Unrecognized key(s) in object: 'x'"), /^zod rejected the body: Unrecognized key\(s\) in object: 'x'/],
    [
      page(400, '{"error":{"name":"ZodError","issues":[{"path":["a",0],"message":"Required"}]}}'),
      /^zod rejected the body: a\.0: Required\. Ask only/,
    ],
    [page(201, '{}', [['Set-Cookie', 'XSRF-TOKEN=x']]), /response\(\)->noContent\(\)/],
    [page(201, '{}', [['server', 'uvicorn']]), /status_code=204/],
    [page(302, '', [['Location', '/users/sign_in']]), /behind a login page \(\/users\/sign_in\)/],
    [page(301, '', [['Location', 'https://shop.example/webhooks']]), /does not follow redirects \(inferred\).*https:/],
  ])('%#', (answer, hint) => {
    expect(recognise(answer, events)).toMatch(hint);
  });

  it('an error page that claims success', () => {
    const broken = { bytes: 180, check: 'broken-json' };
    expect(recognise(page(200, '<h1>Something went wrong</h1>'), broken)).toMatch(/Upgates reads the status only/);
    expect(recognise(page(200, '{"error":"bad JSON"}'), broken)).toMatch(/400 for a body that does not parse/);
    expect(recognise(page(200, '{"errors":[]}'), broken)).toBeNull();
    expect(recognise(page(200, 'OK'), broken)).toBeNull();
  });

  it.each(['broken-json', 'wrong-type', 'get-request', 'no-credentials', 'wrong-credentials'])(
    '%s: any 4xx is right, however it looks',
    (check) => {
      expect(recognise(page(403, 'CSRF verification failed. Request aborted.'), { bytes: 1, check })).toBeNull();
      expect(recognise(page(413, ''), { bytes: 1, check })).toBeNull();
    },
  );

  it('what was quoted moves no cursor and is cut', () => {
    const hostile = `/\u001b[2J\u202e${'x'.repeat(5000)}`;
    const hint = recognise(page(302, '', [['Location', hostile]]), events) ?? '';
    expect(hint).toContain('/\\x1b[2J\\u202exxx');
    expect(hint.length).toBeLessThan(400);
  });

  it('a body of a megabyte without an end costs nothing worth mentioning and breaks nothing', () => {
    for (const body of ['<title>Error', '<b>Warning</b>: ', '<pre>TypeError: ', '{"error":', '[[[['].map((start) =>
      start.repeat(100_000),
    )) {
      expect(recognise(page(500, body), { bytes: 1, check: 'broken-json' })).toMatch(
        /answer 400|^PHP printed|failed with/,
      );
    }
  });
});
