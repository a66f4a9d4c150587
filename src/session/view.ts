/**
 * What a session shows of itself and what it can be asked: the only door between the stages and any screen.
 * Snapshots are immutable and replaced on every change; whoever draws them decides how often.
 */
import type { Instant, Millis } from '../core/instant.ts';
import type { PolicyName } from '../core/record.ts';
import type { RulesName } from '../core/rules.ts';
import type { CallMark } from '../core/webhook.ts';
import type { ActiveFault } from '../faults/fault-set.ts';
import type { Speed } from './calls/pace.ts';
import type { GapsView } from './gaps/view.ts';
import type { Answered, Asking, Intention } from './intention.ts';
import type { DeliveryDetail, DeliveryRow, PageRequest } from '../store/row.ts';
import type { TunnelName } from '../tunnel/tunnel.ts';

export type SessionPhase = 'starting' | 'ready' | 'ending' | 'ended';

export interface TunnelView {
  readonly provider: TunnelName;
  readonly state: 'opening' | 'open' | 'down';
  /** Masked, for people: `https://k3v9…q7.loca.lt`. */
  readonly shownUrl: string | null;
  /** The last round trip through the public address. */
  readonly ms: number | null;
  /** The last of them, newest last, and when the address was proved last; left out: none yet, or no way to go. */
  readonly trips?: readonly Millis[];
  readonly provedAt?: Instant | null;
  /** When it went down and when the next try is; null while it is open. */
  readonly downSince: Instant | null;
  readonly nextTryAt: Instant | null;
}

export interface ShopView {
  /** `simulated`, or the shop's short name. */
  readonly name: string;
  readonly isSimulated: boolean;
  /** A simulated shop without traffic of its own; left out: it has some. */
  readonly isQuiet?: boolean;
  /** Null: not known before the first answer. */
  readonly callsLeft: number | null;
}

export interface TargetView {
  /** Without userinfo. */
  readonly url: string;
  readonly pattern: string;
  /** `unknown` until the first call. */
  readonly health: 'unknown' | 'up' | 'down';
  readonly since: Instant | null;
}

export interface ClockView {
  /** `1`, `N`, `max` or `manual`: how fast the waits of the simulated shop pass. Null for a real shop. */
  readonly speed: Speed | null;
}

export interface CountsView {
  readonly deliveries: number;
  readonly attempts: number;
  readonly delivered: number;
  readonly repeats: number;
  readonly timedOut: number;
  /** Chains that still wait for a repeat. */
  readonly waiting: number;
  /** Background calls of `ack` that have not succeeded yet. */
  readonly queued: number;
  readonly strangers: number;
}

export interface NoticeView {
  readonly at: Instant;
  readonly level: 'info' | 'warning' | 'error';
  readonly text: string;
}

/** A webhook as the shop told of it last. */
export interface ShopWebhookView {
  readonly id: number;
  readonly event: string;
  readonly name: string;
  /** Masked. */
  readonly shownUrl: string;
  readonly active: boolean;
  readonly lastSuccess: CallMark | null;
  readonly lastError: CallMark | null;
  /** Of this session, of another session of upgates-dev, or of somebody else. */
  readonly owner: 'ours' | 'session' | 'other';
}

/** A record of the shop, as far as it has been asked for. */
export interface KnownRecord {
  /** A call is under way. */
  readonly isAsking: boolean;
  /** When the shop was asked for what is known; null: not yet. */
  readonly at: Instant | null;
  readonly answer:
    /** The record as the shop wrote it, without secrets of ours. */
    | { readonly kind: 'found'; readonly json: Uint8Array }
    /** The shop has no such thing, or no longer. */
    | { readonly kind: 'missing' }
    /** In words. */
    | { readonly kind: 'failed'; readonly why: string }
    | null;
}

/** By `subjectKey`. */
export type KnownRecords = ReadonlyMap<string, KnownRecord>;

export interface SessionSnapshot {
  readonly phase: SessionPhase;
  /** What is being done in `starting` and `ending`, such as `proving the public address`. */
  readonly step: string;
  readonly startedAt: Instant;
  readonly listenUrl: string | null;
  readonly tunnel: TunnelView;
  readonly shop: ShopView;
  /** Patterns as given and the events registered. */
  readonly patterns: readonly string[];
  readonly webhooks: readonly { readonly id: number; readonly event: string; readonly active: boolean }[];
  /** All of the shop's, as they were when they were asked for; null or left out: not asked for yet. */
  readonly shopWebhooks?: { readonly at: Instant; readonly list: readonly ShopWebhookView[] } | null;
  /** Records of the shop that were asked for, kept for the session; left out: none. */
  readonly records?: KnownRecords;
  /** Left out: not asked for yet. */
  readonly historySize?: { readonly at: Instant; readonly deliveries: number; readonly bytes: number };
  /** Left out: the session is not ready yet. */
  readonly gaps?: GapsView;
  readonly targets: readonly TargetView[];
  readonly policy: PolicyName;
  readonly rules: RulesName;
  /** In the order in which they are asked; `isOver`: used up. */
  readonly faults: readonly ActiveFault[];
  readonly clock: ClockView;
  readonly counts: CountsView;
  /** Newest last; at most 100. */
  readonly notices: readonly NoticeView[];
}

export interface SessionView {
  snapshot(): SessionSnapshot;
  /** Told of every change of the snapshot and of the history; returns how to stop listening. */
  subscribe(listener: () => void): () => void;
  /** Newest activity first. Throws `Failure` for a filter that cannot be read. */
  query(page: PageRequest): readonly DeliveryRow[];
  /** The rows of these deliveries as they are now; unknown ids are left out. */
  rows(ids: readonly string[]): readonly DeliveryRow[];
  detail(delivery: string): DeliveryDetail | null;
  /** The delivery before it with the same key and of the same kind of thing; null where there is none near. */
  previous(delivery: string): DeliveryDetail | null;
  /** How many deliveries have a place above `place`, of those that fit. Throws as `query` does. */
  countAfter(place: number, filter?: string | null): number;
  /** Never rejects: what cannot be done comes back as a refusal. Ends early when `asking.signal` does. */
  ask(intention: Intention, asking?: Asking): Promise<Answered>;
}
