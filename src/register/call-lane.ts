/**
 * Who may call the API next. Upgates allows three calls at once per group of API users (more gives 429), and locks an
 * address after five bad logins: so calls go one at a time until one has proved the login, then at most three at once.
 * In: calls. Out: the same calls, each started when its turn has come.
 */

export interface CallLane {
  /** Resolves when a place is free, with how to give it back; null when `signal` aborted first. */
  enter(signal: AbortSignal): Promise<Leave | null>;
}

/** `isProven`: the shop accepted the login. */
export type Leave = (isProven: boolean) => void;

interface Waiting {
  readonly start: () => void;
}

export function createCallLane(widest = 3): CallLane {
  const waiting: Waiting[] = [];
  let running = 0;
  let width = 1;
  const fill = (): void => {
    while (running < width) {
      const next = waiting.shift();
      if (next === undefined) return;
      running += 1;
      next.start();
    }
  };
  const leave: Leave = (isProven) => {
    if (isProven) width = widest;
    running -= 1;
    fill();
  };
  return {
    enter(signal) {
      if (signal.aborted) return Promise.resolve(null);
      const { promise, resolve } = promiseOf<Leave | null>();
      const place: Waiting = {
        start() {
          signal.removeEventListener('abort', giveUp);
          resolve(leave);
        },
      };
      const giveUp = (): void => {
        waiting.splice(waiting.indexOf(place), 1);
        resolve(null);
      };
      signal.addEventListener('abort', giveUp, { once: true });
      waiting.push(place);
      fill();
      return promise;
    },
  };
}

/** `Promise.withResolvers`, which Node 20 lacks. */
function promiseOf<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let settle: ((value: T) => void) | null = null;
  const promise = new Promise<T>((resolve) => {
    settle = resolve;
  });
  return { promise, resolve: (value) => settle?.(value) };
}
