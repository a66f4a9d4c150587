/**
 * The developer's handlers: which one gets an event, and how it is called.
 */
import type { Millis } from '../../core/instant.ts';
import { withoutUserinfo } from '../../core/masking.ts';
import type { HandlerResult, HeaderList } from '../../core/outcome.ts';
import { callHandler } from '../../send/call-handler.ts';
import { targetFor, type Target } from '../../send/routes.ts';

export interface HandlersOptions {
  readonly targets: readonly Target[];
  /** `-H` options. */
  readonly headers: HeaderList;
  readonly insecure: boolean;
  readonly handlerTimeout: Millis;
  /** Adds none of our own headers. */
  readonly pristine: boolean;
  readonly signal: AbortSignal;
}

/** What a handler is told of a call. */
export interface HandlerJob {
  readonly event: string;
  readonly delivery: string;
  readonly number: number;
  readonly headers: HeaderList;
  readonly body: Buffer;
}

/** A handler's address, with what is shown of it. */
export interface HandlerAddress extends Target {
  /** Without userinfo. */
  readonly shownUrl: string;
}

export interface Handlers {
  targetFor(event: string): HandlerAddress | null;
  /** Calls the handler once; without one the outcome is `refused`. Never rejects. */
  call(job: HandlerJob): Promise<HandlerResult>;
}

export function createHandlers(options: HandlersOptions): Handlers {
  const { insecure, handlerTimeout, signal } = options;
  const targets = options.targets.map((target) => ({ ...target, shownUrl: withoutUserinfo(target.url.href) }));
  return {
    targetFor: (event) => targetFor(targets, event),
    async call(job) {
      const target = targetFor(targets, job.event);
      if (target === null) return { outcome: { error: 'refused', ms: 0 }, answer: null };
      const added = [...options.headers, ...(options.pristine ? [] : ownHeaders(job))];
      return callHandler({
        url: target.url,
        body: job.body,
        received: job.headers,
        added,
        insecure,
        deadline: handlerTimeout,
        signal,
      });
    },
  };
}

function ownHeaders(job: HandlerJob): HeaderList {
  return [
    ['Upgates-Dev-Event', job.event],
    ['Upgates-Dev-Delivery', job.delivery],
    ['Upgates-Dev-Attempt', String(job.number)],
  ];
}
