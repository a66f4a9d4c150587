/**
 * The one sentence for an event that nobody is there to take.
 */
import { mistake, type Failure } from '../core/failure.ts';
import { printable } from '../core/printable.ts';

const HINT = 'Give one with --to 3000/webhooks, or set "forward" in upgates-dev.config.json.';

export function noHandler(event: string, hint: string = HINT): Failure {
  return mistake('no-handler', `There is no handler for ${printable(event)}.`, hint);
}
