/**
 * One HTTP attempt at the developer's handler: the body untouched, the headers as received.
 * In: the call and its deadline. Out: what the handler did, always as data; this never rejects.
 * Every call opens a connection of its own, as the shop does: a stale kept-alive connection must not look like a reset.
 */
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { HandlerAnswer, HandlerError, HandlerResult, HeaderList } from '../core/outcome.ts';
import type { Millis } from '../core/instant.ts';
import { classifyError } from '../dial/classify.ts';
import { onCutShort } from '../dial/deadline.ts';
import { dialOptions, requestOver } from '../dial/dial.ts';
import { headersForHandler, pairsOf } from './headers.ts';

/** At most this much of the handler's body is kept and sent back to the shop. */
export const ANSWER_BODY_LIMIT = 1_000_000;

export interface HandlerCall {
  readonly url: URL;
  readonly body: Buffer;
  readonly received: HeaderList;
  readonly added: HeaderList;
  readonly insecure: boolean;
  /** `POST` where none is given. */
  readonly method?: string;
  /** Sends the body and ends the request; all of it at once where it is not given. */
  readonly write?: (request: Pick<ClientRequest, 'write' | 'end'>, body: Buffer) => void;
  /** `--handler-timeout`, for the whole exchange. */
  readonly deadline: Millis;
  readonly signal: AbortSignal;
}

/** Calls the handler once. `ms` runs from the start of the connection to the last byte of the answer. */
export function callHandler(call: HandlerCall): Promise<HandlerResult> {
  const startedAt = performance.now();
  const elapsed = (): Millis => performance.now() - startedAt;
  return new Promise((resolve) => {
    const attempt = openRequest(call);
    const settle = (result: HandlerResult): void => {
      callOff();
      resolve(result);
    };
    const give = (error: HandlerError): void => {
      settle({ outcome: { error, ms: elapsed() }, answer: null });
      attempt.destroy();
    };
    let isWhole = (): boolean => false;
    // A handler may answer and close without reading the body: what breaks behind a whole answer does not undo it.
    attempt.on('error', (error) => {
      if (!isWhole()) give(errorOf(error));
    });
    attempt.on('response', (response) => {
      isWhole = () => response.complete;
      readAnswer(response, (answer) => settle(resultOf(response, answer, elapsed())));
    });
    // 101 without having been asked: no answer to our request, and the connection speaks something else from here on.
    attempt.on('upgrade', () => give('malformed'));
    // A signal that is aborted already ends the call before there is anything to call off.
    let callOff = (): void => undefined;
    callOff = onCutShort(call, give);
    if (!call.signal.aborted) (call.write ?? writeAtOnce)(attempt, call.body);
  });
}

function writeAtOnce(request: Pick<ClientRequest, 'end'>, body: Buffer): void {
  request.end(body);
}

function openRequest(call: HandlerCall): ClientRequest {
  const headers = headersForHandler({
    received: call.received,
    url: call.url,
    bytes: call.body.length,
    added: call.added,
  });
  const attempt = requestOver(call.url)({
    ...dialOptions(call.url, { insecure: call.insecure }),
    ...PATIENT,
    auth: null,
    method: call.method ?? 'POST',
    path: call.url.pathname + call.url.search,
    headers: headers.flat(),
    setHost: false,
    agent: false,
  });
  // Beyond 2000 lines Node drops some in silence; their size is limited.
  attempt.maxHeadersCount = 0;
  return attempt;
}

/**
 * Node gives the first of two address families 250 ms. In a burst our own event loop is busy for longer, and a handler
 * that had accepted long ago would be called refused. A handler that does refuse says so at once.
 */
const PATIENT: { readonly autoSelectFamilyAttemptTimeout: Millis; readonly maxHeaderSize: number } = {
  autoSelectFamilyAttemptTimeout: 10_000,
  maxHeaderSize: 256 * 1024,
};

/** Node reads any three digits; below 200 is no status of an answer. */
function resultOf(
  { statusCode: status = 0 }: IncomingMessage,
  answer: HandlerAnswer | null,
  ms: Millis,
): HandlerResult {
  if (answer === null) return { outcome: { error: 'reset', ms }, answer };
  return status < 200 ? { outcome: { error: 'malformed', ms }, answer: null } : { outcome: { status, ms }, answer };
}

/** Gives the whole answer, or null when it was cut. The body beyond the limit is read, for the time, but not kept. */
function readAnswer(response: IncomingMessage, give: (answer: HandlerAnswer | null) => void): void {
  const chunks: Buffer[] = [];
  let kept = 0;
  response.on('data', (chunk: Buffer) => {
    const part = chunk.subarray(0, Math.max(0, ANSWER_BODY_LIMIT - kept));
    kept += part.length;
    if (part.length > 0) chunks.push(part);
  });
  response.on('end', () => {
    if (response.complete) give({ headers: pairsOf(response.rawHeaders), body: Buffer.concat(chunks) });
  });
  response.on('error', () => give(null));
  response.on('close', () => give(null));
}

/** What we cannot name is told as a reset: the exchange broke, and the log has the rest. */
function errorOf(error: unknown): HandlerError {
  const by = classifyError(error);
  return by === 'other' ? 'reset' : by;
}
