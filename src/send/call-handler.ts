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
    attempt.on('error', (error) => give(errorOf(error)));
    attempt.on('response', (response) => {
      readAnswer(response, (answer) => {
        if (answer === null) give('reset');
        else settle({ outcome: { status: response.statusCode ?? 0, ms: elapsed() }, answer });
      });
    });
    // A signal that is aborted already ends the call before there is anything to call off.
    let callOff = (): void => undefined;
    callOff = onCutShort(call, give);
    if (!call.signal.aborted) attempt.end(call.body);
  });
}

function openRequest(call: HandlerCall): ClientRequest {
  const headers = headersForHandler({
    received: call.received,
    url: call.url,
    bytes: call.body.length,
    added: call.added,
  });
  return requestOver(call.url)({
    ...dialOptions(call.url, { insecure: call.insecure }),
    auth: null,
    method: 'POST',
    path: call.url.pathname + call.url.search,
    headers: headers.flat(),
    setHost: false,
    agent: false,
  });
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
