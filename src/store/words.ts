/** The words that columns hold, so that a row is checked when it is read: the file may have been anyone's. */
import type { AnswerConnection, HandlerError } from '../core/outcome.ts';
import type { Change, PolicyName } from '../core/record.ts';
import type { AttemptState } from './row.ts';

export const STATES: readonly AttemptState[] = ['open', 'settled', 'interrupted'];
export const POLICIES: readonly PolicyName[] = ['mirror', 'rescue', 'ack', 'capture'];
export const CHANGES: readonly Change[] = ['fixed', 'regressed', 'unchanged'];
export const HANDLER_ERRORS: readonly HandlerError[] = [
  'refused',
  'dns',
  'tls',
  'reset',
  'malformed',
  'timeout',
  'aborted',
  'pending',
];
/** A record, so that the compiler misses a new one. */
const CONNECTION_WORDS: Readonly<Record<AnswerConnection, true>> = {
  hang: true,
  reset: true,
  empty: true,
  truncate: true,
  garbage: true,
  drip: true,
  'caller-gone': true,
};

export const CONNECTIONS: readonly AnswerConnection[] = Object.keys(CONNECTION_WORDS).filter(
  (word): word is AnswerConnection => Object.hasOwn(CONNECTION_WORDS, word),
);
