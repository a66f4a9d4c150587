/**
 * A call that has been stored and is on its way: what is known of it, its bytes, and the handler's work on it.
 */
import type { HeaderList } from '../../core/outcome.ts';
import type { KnownCall } from '../../core/conclude.ts';
import type { Work } from './works.ts';

/** A kept call, until it is answered. */
export interface KeptCall extends KnownCall {
  readonly body: Buffer;
  readonly headers: HeaderList;
  /** The handler's work for this call; null: not called. */
  work: Work | null;
  /** The label of the fault at work on its answer. */
  fault: string | null;
}
