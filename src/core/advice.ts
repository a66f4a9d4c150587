/**
 * What a handler's answer most likely comes from, and what to do: texts beside the rule they speak of.
 * In: the status or the way an exchange broke, with what else is known. Out: one hint, or null when there is nothing
 * useful to say.
 */
import type { HandlerError, HandlerOutcome } from './outcome.ts';
import type { Rules } from './rules.ts';

export interface AdviceContext {
  /** Size of the request's body in bytes. */
  readonly bytes?: number;
  /** The handler's address, for the hint about refused connections. */
  readonly url?: string | null;
}

const STATUS_TEXT: ReadonlyMap<number, string> = new Map([
  [200, 'OK'],
  [201, 'Created'],
  [202, 'Accepted'],
  [204, 'No Content'],
  [301, 'Moved Permanently'],
  [302, 'Found'],
  [303, 'See Other'],
  [304, 'Not Modified'],
  [307, 'Temporary Redirect'],
  [308, 'Permanent Redirect'],
  [400, 'Bad Request'],
  [401, 'Unauthorized'],
  [403, 'Forbidden'],
  [404, 'Not Found'],
  [405, 'Method Not Allowed'],
  [406, 'Not Acceptable'],
  [408, 'Request Timeout'],
  [409, 'Conflict'],
  [410, 'Gone'],
  [411, 'Length Required'],
  [413, 'Content Too Large'],
  [415, 'Unsupported Media Type'],
  [419, 'Page Expired'],
  [422, 'Unprocessable Content'],
  [429, 'Too Many Requests'],
  [500, 'Internal Server Error'],
  [501, 'Not Implemented'],
  [502, 'Bad Gateway'],
  [503, 'Service Unavailable'],
  [504, 'Gateway Timeout'],
]);

/** `201 Created`, or the bare number where the standard has no name. */
export function describeStatus(status: number): string {
  const name = STATUS_TEXT.get(status);
  return name === undefined ? String(status) : `${status} ${name}`;
}

const BY_STATUS: ReadonlyMap<number, string> = new Map([
  [201, 'NestJS answers POST with 201 by default. Put @HttpCode(200) on the route.'],
  [
    202,
    '202 Accepted is right for a queue elsewhere, but not at Upgates. Answer 200 or 204 as soon as the event is stored.',
  ],
  [400, 'The handler did not like the body. Check that it parses JSON and knows the event of this path.'],
  [401, 'The handler wants credentials. Put them into the target: --forward http://user:password@localhost:3000/path.'],
  [403, 'The handler refused the call. A CSRF guard or an address filter in front of the route is the usual cause.'],
  [404, 'No route answers here. Check the path after --forward and that the route takes POST.'],
  [405, 'The route exists, but not for POST. Upgates always sends POST.'],
  [
    409,
    'The handler takes the event for a contradiction to what it has. Repeats and late events are normal: pass over them and answer 204.',
  ],
  [
    413,
    "The body is larger than the handler takes. Express and NestJS read JSON up to 100 kB by default; 5000 records need up to 1 MB: express.json({ limit: '2mb' }), or app.useBodyParser in NestJS.",
  ],
  [415, 'The handler has no parser for application/json on this route.'],
  [419, 'Laravel wants a CSRF token. Exclude the webhook route from the CSRF middleware.'],
  [422, 'The handler validated the body and rejected it. Unknown fields and null codes are normal at Upgates.'],
  [429, 'The handler limits its callers. Upgates sends bursts; let its calls pass the limiter.'],
  [500, 'The handler failed. Its log has the reason; the same event comes again, so handling must be idempotent.'],
  [502, 'A proxy in front of the handler got no good answer from it. Is the application behind it up?'],
  [503, 'The handler or a proxy in front of it says that it is not available now.'],
  [504, 'A proxy in front of the handler gave up waiting for it.'],
]);

const BY_CLASS: readonly { readonly from: number; readonly to: number; readonly hint: string }[] = [
  { from: 100, to: 199, hint: 'An interim status is no answer. Send 200 or 204 at the end.' },
  { from: 200, to: 299, hint: 'Not every 2xx counts at Upgates. Answer exactly 200 or 204.' },
  {
    from: 300,
    to: 399,
    hint: 'Upgates does not follow redirects (inferred). Use the final address: mind the trailing slash, http against https, www.',
  },
  { from: 400, to: 499, hint: 'The handler rejected the call. Its log or the answer below should say why.' },
  { from: 500, to: 599, hint: 'The handler failed. Its log has the reason; handling must be idempotent.' },
];

const START_IT = 'Start the handler, or check the port after --forward.';

const BY_ERROR: Readonly<Record<Exclude<HandlerError, 'timeout' | 'pending'>, string>> = {
  refused: `Nothing listens there. ${START_IT}`,
  dns: 'The name of the handler does not resolve. Check the host after --forward.',
  tls: 'The TLS connection failed. For a self-signed certificate on this machine use --insecure.',
  reset: 'A crash or a restart in the middle of the call is the usual cause. The log of the handler should tell.',
  malformed: 'What came back is no HTTP. Is it the right port, and http rather than https?',
  aborted: 'The call was dropped when the session ended; it stays in history and can be replayed.',
};

/** The hint for what the handler did, called under these rules. Null for a right answer in time. */
export function adviseOn(handler: HandlerOutcome, rules: Rules, context: AdviceContext = {}): string | null {
  if ('error' in handler) return adviseOnError(handler.error, rules, context);
  return handler.ms >= rules.limit ? adviseOnSlowness(rules) : adviseOnStatus(handler.status, context);
}

/** The most important advice of all, with what the profile says of a passed limit. */
export function adviseOnSlowness({ limit, timeoutMeans }: Rules): string {
  const meaning =
    timeoutMeans.total === 'timed-out'
      ? 'Upgates counts it as delivered and never sends it again'
      : 'Upgates takes that for a wrong answer';
  return `Store the event, answer at once and do the work afterwards: without an answer in ${limit / 1000} s, ${meaning}.`;
}

function adviseOnError(error: HandlerError, rules: Rules, { url }: AdviceContext): string {
  if (error === 'timeout' || error === 'pending') return adviseOnSlowness(rules);
  return error === 'refused' && url ? `Nothing listens at ${url}. ${START_IT}` : BY_ERROR[error];
}

/** The hint for a status that came in time. */
export function adviseOnStatus(status: number, context: AdviceContext = {}): string | null {
  if (status === 200 || status === 204) return null;
  const size = status === 413 && context.bytes !== undefined ? ` This body had ${describeSize(context.bytes)}.` : '';
  const byClass = BY_CLASS.find((row) => status >= row.from && status <= row.to)?.hint;
  const hint = BY_STATUS.get(status) ?? byClass ?? 'This is no HTTP status that a handler should send.';
  return hint + size;
}

/** `512 B`, `98 kB`, `1.2 MB`. */
export function describeSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 999_500 ? `${Math.round(bytes / 1000)} kB` : `${Math.round(bytes / 100_000) / 10} MB`;
}
