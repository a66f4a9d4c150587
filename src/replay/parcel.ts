/**
 * What is to be sent: one delivery of ours, from a fixture, from generated records or from history.
 * Its content is read only when its turn comes, so that a thousand captured calls need no memory at once.
 */
import { createHash } from 'node:crypto';
import { recordKeys } from '../core/envelope.ts';
import type { Instant } from '../core/instant.ts';
import type { HeaderList } from '../core/outcome.ts';
import type { Verdict } from '../core/rules.ts';

export interface Content {
  readonly body: Buffer;
  /** As the shop sends them, or as captured; what belongs to a connection is left out when they are sent. */
  readonly headers: HeaderList;
}

export interface Parcel {
  readonly origin: 'trigger' | 'replay';
  readonly event: string;
  /** May hold userinfo, which becomes Basic credentials. */
  readonly url: URL;
  /** The delivery or the file that it comes from, for people. */
  readonly from: string;
  /** The delivery that this one repeats on our wish. */
  readonly replayOf: string | null;
  /** `withoutUs` of the attempt that is replayed; null where it has none. */
  readonly before: Verdict | null;
  /** When the replayed attempt came in, for the original pace. */
  readonly capturedAt: Instant | null;
  /** Throws `Failure` when what was to be sent is no longer there. */
  readonly load: () => Content;
}

/** A parcel with what is told of its content. */
export interface OpenedParcel extends Content {
  readonly key: string;
  readonly sha256: string;
}

export function openParcel(parcel: Pick<Parcel, 'event' | 'load'>): OpenedParcel {
  const { body, headers } = parcel.load();
  const { label: key } = recordKeys(parcel.event, body.toString('utf8'));
  return { body, headers, key, sha256: createHash('sha256').update(body).digest('hex') };
}

/** What the shop sends beside the body; that it names itself so is ours (the real one's are not documented). */
export const SHOP_HEADERS: HeaderList = [
  ['Content-Type', 'application/json'],
  ['User-Agent', 'Upgates-Simulated/1'],
  ['Accept', '*/*'],
];
