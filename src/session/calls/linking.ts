/**
 * Which delivery an arriving call belongs to. In: the call, and the session's earlier deliveries. Out: what the call is
 * recognised by (webhook, bytes, record keys) and its link. The rules themselves are in `core/chain.ts`.
 */
import { createHash } from 'node:crypto';
import { linkAttempt, type Linking } from '../../core/chain.ts';
import { recordKeys } from '../../core/envelope.ts';
import type { Arrival } from '../../receive/call.ts';
import type { Earlier, Fingerprint } from './earlier.ts';
import type { Pace } from './pace.ts';

export interface Recognised extends Fingerprint {
  readonly sha256: string;
  /** For people. */
  readonly key: string;
  readonly link: Linking;
}

export interface LinkingOptions {
  readonly earlier: Pick<Earlier, 'candidates'>;
  readonly pace: Pick<Pace, 'rules'>;
  readonly webhookOf: (event: string) => number | null;
}

export function createLinking({ earlier, pace, webhookOf }: LinkingOptions): (arrival: Arrival) => Recognised {
  /** Events called before the shop had told their webhook's id: there the first attempt is kept without one. */
  const early = new Set<string>();
  return ({ at, body, endpoint: { event } }) => {
    const { label, identity } = recordKeys(event, body.toString('utf8'));
    const bytes = sha256(body);
    const webhook = webhookOf(event);
    if (webhook === null) early.add(event);
    const call: Fingerprint = { webhook, event, bytes, records: identity === '' ? null : sha256(identity) };
    const wasEarly = webhook !== null && early.has(event);
    const others = wasEarly ? earlier.candidates({ ...call, webhook: null }) : [];
    const link = linkAttempt(at, [...earlier.candidates(call), ...others], pace.rules());
    return { ...call, sha256: bytes, key: label, link };
  };
}

function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
