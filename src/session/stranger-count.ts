/**
 * Strangers are counted and told at most once a second: a scan must not flood the output.
 */
import { isoUtc, SECOND, type Instant } from '../core/instant.ts';
import { maskSecrets } from '../core/masking.ts';
import type { StrangerRecord } from '../core/record.ts';

const PATH_SHOWN = 64;

export interface StrangerCount {
  knock(method: string, path: string): void;
  close(): void;
}

/** The first is told at once; those that follow within a second are told together, by the last of them. */
export function countStrangers(now: () => Instant, emit: (record: StrangerRecord) => void): StrangerCount {
  let count = 0;
  let pending: StrangerRecord | null = null;
  let timer: NodeJS.Timeout | null = null;
  const tell = (): void => {
    timer = null;
    if (pending === null) return;
    emit(pending);
    pending = null;
    timer = setTimeout(tell, SECOND).unref();
  };
  return {
    knock(method, path) {
      count += 1;
      const shown = maskSecrets(path).slice(0, PATH_SHOWN);
      pending = { kind: 'stranger', at: isoUtc(now()), method: method.slice(0, 16), path: shown, count };
      if (timer === null) tell();
    },
    close() {
      if (timer !== null) clearTimeout(timer);
      if (pending !== null) emit(pending);
      pending = null;
    },
  };
}
