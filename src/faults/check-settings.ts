/**
 * What the keys of a fault say together: that it spoils something, and that there is an answer to spoil.
 */
import type { FaultSettings } from './fault.ts';
import type { KeyName } from './keys.ts';

export interface Flaw {
  readonly sentence: string;
  /** The key it speaks of; null for the whole. */
  readonly key: KeyName | null;
}

/** Null when all is well. */
export function checkSettings({ status, delay, connection, phase }: FaultSettings): Flaw | null {
  if (status !== undefined || connection !== undefined) return null;
  if (phase === 'before') {
    const sentence = 'phase=before needs status or connection: without the handler there is no answer to keep.';
    return { sentence, key: 'phase' };
  }
  if (delay !== undefined) return null;
  return { sentence: 'This fault spoils nothing: give it status, delay or connection.', key: null };
}
