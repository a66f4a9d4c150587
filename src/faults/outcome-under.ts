/**
 * What the shop would see of an answer with a fault between them, where no socket of ours lies between: in `trigger` and in
 * the simulated shop, which call the handler themselves. Pure.
 */
import type { Millis } from '../core/instant.ts';
import { outcomeOfAnswer, type Answer, type Outcome } from '../core/outcome.ts';
import type { Chosen } from './fault.ts';

/** `outcome` is null where the fault kept the call from the handler; `limit` is how long the shop waits. */
export function outcomeUnder(chosen: Chosen, outcome: Outcome | null, limit: Millis): Outcome {
  // The shop left before there was an answer to spoil.
  if (outcome?.kind === 'silent') return outcome;
  const ms = (outcome?.ms ?? 0) + (chosen.delay ?? 0);
  const isEndless = chosen.connection === 'drip' || chosen.connection === 'hang';
  if (isEndless) return { kind: 'silent', phase: 'answer', ms: limit };
  if (chosen.connection !== null) return outcomeOfAnswer({ connection: chosen.connection, ms }, ms);
  if (chosen.status !== null) return { kind: 'answered', status: chosen.status, ms };
  return outcome === null ? { kind: 'answered', status: 204, ms } : { ...outcome, ms };
}

/**
 * What the shop gets in place of the handler's answer, and after how long; null where the fault found nothing to spoil:
 * the handler said nothing in time, or what it broke stays broken.
 */
export function answerUnder(chosen: Chosen, outcome: Outcome | null, limit: Millis): Answer | null {
  if (outcome?.kind === 'silent' || outcome?.kind === 'caller-gone') return null;
  const seen = outcomeUnder(chosen, outcome, limit);
  const { connection } = chosen;
  if (seen.kind === 'silent' || seen.ms >= limit) {
    return { connection: connection === 'drip' ? 'drip' : 'hang', ms: limit };
  }
  if (connection !== null) return { connection, ms: seen.ms };
  return seen.kind === 'answered' ? { status: seen.status, ms: seen.ms } : null;
}
