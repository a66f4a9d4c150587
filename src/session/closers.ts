/**
 * Everything a session opens is closed again, in reverse, whatever the way out.
 * In: a closer for each step that succeeded. Out: all of them run once, each with a deadline, failures collected.
 */
import type { Millis } from '../core/instant.ts';

export type Close = () => void | Promise<void>;

export interface ClosingTrouble {
  readonly name: string;
  readonly reason: string;
}

export interface Closers {
  /** `deadline`: how long this one may take before the next is run all the same. */
  push(name: string, close: Close, deadline?: Millis): void;
  /** Idempotent: later calls get the result of the first. Never rejects. */
  closeAll(): Promise<readonly ClosingTrouble[]>;
}

const USUAL_DEADLINE: Millis = 5000;

interface Closer {
  readonly name: string;
  readonly close: Close;
  readonly deadline: Millis;
}

export function createClosers(): Closers {
  const stack: Closer[] = [];
  let closing: Promise<readonly ClosingTrouble[]> | null = null;
  return {
    push(name, close, deadline = USUAL_DEADLINE) {
      stack.push({ name, close, deadline });
    },
    closeAll() {
      closing ??= closeInReverse(stack);
      return closing;
    },
  };
}

async function closeInReverse(stack: Closer[]): Promise<readonly ClosingTrouble[]> {
  const troubles: ClosingTrouble[] = [];
  for (let closer = stack.pop(); closer !== undefined; closer = stack.pop()) {
    const reason = await runClose(closer);
    if (reason !== null) troubles.push({ name: closer.name, reason });
  }
  return troubles;
}

async function runClose({ close, deadline }: Closer): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`not closed after ${deadline} ms`), deadline);
  });
  const closed = (async () => close())().then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  const reason = await Promise.race([closed, late]);
  clearTimeout(timer);
  return reason;
}
