/**
 * Which delivery an arriving call belongs to. In: the call, and what history has of this session. Out: what the call is
 * recognised by (webhook, bytes, record keys) and its link. The rules themselves are in `core/chain.ts`.
 */
import { createHash } from 'node:crypto';
import { linkAttempt, type EarlierDelivery, type Linking } from '../../core/chain.ts';
import { recordKeys } from '../../core/envelope.ts';
import type { Arrival } from '../../receive/call.ts';
import type { History } from '../../store/history.ts';
import type { Pace } from './pace.ts';

export interface Recognised {
  readonly sha256: string;
  /** For people. */
  readonly key: string;
  readonly identity: string;
  /** Null while the shop has not told the id. */
  readonly webhook: number | null;
  readonly link: Linking;
}

export interface LinkingOptions {
  readonly history: Pick<History, 'candidates'>;
  readonly pace: Pick<Pace, 'rules'>;
  readonly webhookOf: (event: string) => number | null;
}

/** No repeat is too late to be one: a laptop that slept for a night gets the bytes of the evening before. */
const EVER = 0;

export function createLinking({ history, pace, webhookOf }: LinkingOptions): (arrival: Arrival) => Recognised {
  /** Events called before the shop had told their webhook's id: there the first attempt is kept without one. */
  const early = new Set<string>();
  return ({ at, body, endpoint: { event } }) => {
    const { label, identity } = recordKeys(event, body.toString('utf8'));
    const sha256 = createHash('sha256').update(body).digest('hex');
    const webhook = webhookOf(event);
    if (webhook === null) early.add(event);
    const of = (id: number | null): readonly EarlierDelivery[] =>
      history.candidates({ webhook: id, event, sha256, identity, since: EVER });
    const candidates = webhook !== null && early.has(event) ? [...of(webhook), ...of(null)] : of(webhook);
    return { sha256, key: label, identity, webhook, link: linkAttempt(at, candidates, pace.rules()) };
  };
}
