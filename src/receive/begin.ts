/**
 * The first write of a call, and beside it the handler's work. In: a call that has arrived whole. Out: the work that is
 * under way, and whether the call has been stored: nothing is answered before that is known.
 */
import type { HeaderList } from '../core/outcome.ts';
import type { Chosen } from '../faults/fault.ts';
import type { Arrival, Call, KeepEnding } from './call.ts';
import type { Forwarding } from './policy.ts';

export interface Begun<Kept> {
  readonly kept: Kept;
  readonly fault: Chosen | null;
  readonly forwarding: Forwarding;
  /** False: not after all; the call is forgotten, and answered 503, whatever the handler makes of it. */
  readonly stored: Promise<boolean>;
}

/** Null: not kept. */
export function begin<Kept>(call: Call<Kept>, body: Buffer): Begun<Kept> | null {
  const { stages, terms, notice } = call;
  const storing = createStoring();
  const kept = orNotice(() => stages.keep(arrivalOf(call, body), terms.policy, storing.ending), notice);
  if (kept === null) return null;
  const stored = storing.result.then((failure) => {
    if (failure === null) return true;
    tellOfStore(failure.error, notice);
    stages.lost(kept);
    return false;
  });
  const fault = stages.faultFor(kept);
  if (fault?.phase === 'before') return { kept, fault, forwarding: { kind: 'none' }, stored };
  return { kept, fault, forwarding: orNotice(() => stages.forward(kept), notice) ?? { kind: 'failed' }, stored };
}

interface Storing {
  readonly ending: KeepEnding;
  /** Null: stored. */
  readonly result: Promise<{ readonly error: unknown } | null>;
}

function createStoring(): Storing {
  let end: (failure: { readonly error: unknown } | null) => void = () => undefined;
  const result = new Promise<{ readonly error: unknown } | null>((resolve) => (end = resolve));
  return { result, ending: { committed: () => end(null), undone: (error) => end({ error }) } };
}

/** A store that fails means 503 under every policy, never a 200. */
function orNotice<T>(act: () => T, notice: Call<unknown>['notice']): T | null {
  try {
    return act();
  } catch (error) {
    tellOfStore(error, notice);
    return null;
  }
}

function tellOfStore(error: unknown, notice: Call<unknown>['notice']): void {
  const reason = error instanceof Error ? error.message : String(error);
  notice('store-failed', `A call could not be stored, so it was answered 503 and comes again: ${reason}`);
}

function arrivalOf<Kept>({ at, endpoint, visit, mayHaveWaited }: Call<Kept>, body: Buffer): Arrival {
  return { at, endpoint, headers: pairs(visit.request.rawHeaders), body, mayHaveWaited };
}

/** Node's flat `rawHeaders` as pairs. */
function pairs(rawHeaders: readonly string[]): HeaderList {
  return rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ''] as const] : []));
}
