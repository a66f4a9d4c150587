/** What every opening ends with that is no longer wanted. */
import { trouble, type Failure } from '../core/failure.ts';

export function aborted(): Failure {
  return trouble('tunnel-aborted', 'The tunnel was given up while it was being opened.');
}
