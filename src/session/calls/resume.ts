/**
 * The background calls that earlier sessions left: their shop was told that we have them. In: the store's queue and the
 * handlers of now. Out: calls to go on with, read from history when their time comes. A call for which no handler is
 * configured now stays where it is.
 */
import { withoutUserinfo } from '../../core/masking.ts';
import type { History } from '../../store/history.ts';
import type { WaitingCall } from './background.ts';
import type { Handlers } from './handlers.ts';
import type { KeptCall } from './kept-call.ts';

export interface Resumed {
  /** Those that were due first come first. */
  readonly calls: readonly WaitingCall[];
  /** Calls that no handler of now is meant for. */
  readonly unhandled: number;
}

export type ResumeHistory = Pick<History, 'takeOver' | 'rows' | 'detail'>;

/** Makes the calls this session's own. Throws `Failure` when history cannot be read or written. */
export function takeUpQueue(history: ResumeHistory, handlers: Handlers): Resumed {
  const queued = history.takeOver();
  const events = new Map(history.rows(queued.map(({ delivery }) => delivery)).map(({ id, event }) => [id, event]));
  const isHandled = (delivery: string): boolean => {
    const event = events.get(delivery);
    return event === undefined || handlers.targetFor(event) !== null;
  };
  const calls = queued.filter(({ delivery }) => isHandled(delivery));
  return {
    calls: calls.map(({ delivery }) => ({ delivery, load: () => load(delivery, { history, handlers }) })),
    unhandled: queued.length - calls.length,
  };
}

interface Loading {
  readonly history: Pick<ResumeHistory, 'detail'>;
  readonly handlers: Handlers;
}

/** As it came, under the webhook of no session: the one that brought it is gone. */
function load(delivery: string, { history, handlers }: Loading): KeptCall | null {
  const detail = history.detail(delivery);
  const last = detail?.attempts.at(-1);
  if (detail === null || last === undefined) return null;
  const { event, key } = detail.row;
  const target = handlers.targetFor(event);
  const body = Buffer.from(detail.body);
  return {
    id: last.id,
    delivery,
    number: last.number,
    origin: 'background',
    at: last.at,
    event,
    key,
    bytes: body.length,
    sha256: last.sha256,
    webhook: null,
    url: target && withoutUserinfo(target.url.href),
    policy: 'ack',
    linked: null,
    body,
    headers: last.requestHeaders,
    replayOf: null,
    before: null,
    isDoubtful: false,
    mayHaveWaited: false,
    work: null,
    fault: null,
  };
}
