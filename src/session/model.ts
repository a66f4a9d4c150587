/**
 * What a session shows of itself: one immutable snapshot, replaced with every record that flows by.
 */
import type { Instant } from '../core/instant.ts';
import { maskUrl } from '../core/masking.ts';
import type { AttemptRecord, NoticeRecord, SessionRecord, TunnelRecord } from '../core/record.ts';
import { targetFor, type Target } from '../send/routes.ts';
import type { CountsView, SessionSnapshot, TargetView, TunnelView } from './view.ts';

export interface Model {
  snapshot(): SessionSnapshot;
  update(change: Partial<SessionSnapshot>): void;
  count(change: Partial<CountsView>): void;
  /** Takes in one record: counts, health of handlers, notices, calls left. */
  take(record: SessionRecord, now: Instant): void;
  subscribe(listener: () => void): () => void;
}

const NOTICES_KEPT = 100;

export function createModel(initial: SessionSnapshot, targets: readonly Target[]): Model {
  const listeners = new Set<() => void>();
  let current = initial;
  const replace = (next: SessionSnapshot): void => {
    current = next;
    for (const listener of listeners) listener();
  };
  return {
    snapshot: () => current,
    update: (change) => replace({ ...current, ...change }),
    count: (change) => replace({ ...current, counts: { ...current.counts, ...change } }),
    take: (record, now) => replace(reduce(current, record, { now, targets })),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

interface Taking {
  readonly now: Instant;
  readonly targets: readonly Target[];
}

function reduce(before: SessionSnapshot, record: SessionRecord, taking: Taking): SessionSnapshot {
  switch (record.kind) {
    case 'attempt':
      return withAttempt(before, record, taking);
    case 'notice':
      return withNotice(before, record, taking.now);
    case 'stranger':
      return { ...before, counts: { ...before.counts, strangers: record.count } };
    case 'webhook':
      return withWebhook(before, record);
    case 'tunnel':
      return { ...before, tunnel: withTunnel(before.tunnel, record, taking.now) };
    case 'ready':
      return { ...before, phase: 'ready', step: '', listenUrl: record.listen };
    case 'end':
      return { ...before, phase: 'ended' };
    case 'handler':
    case 'api':
    case 'error':
      return { ...before };
  }
}

function withTunnel(before: TunnelView, { state, publicUrl, ms }: TunnelRecord, now: Instant): TunnelView {
  const downSince = state === 'down' ? (before.downSince ?? now) : null;
  return {
    ...before,
    state: state === 'moved' ? 'open' : state,
    shownUrl: publicUrl === null ? before.shownUrl : maskUrl(publicUrl).replace(/\/$/, ''),
    ms: ms ?? before.ms,
    downSince,
    nextTryAt: null,
  };
}

function withAttempt(before: SessionSnapshot, record: AttemptRecord, taking: Taking): SessionSnapshot {
  const targets = withHealth(before.targets, record, taking);
  if (record.origin !== 'shop') return { ...before, targets };
  const { counts } = before;
  const isNew = record.number === 1 ? 1 : 0;
  return {
    ...before,
    targets,
    counts: {
      ...counts,
      deliveries: counts.deliveries + isNew,
      attempts: counts.attempts + 1,
      delivered: counts.delivered + (record.verdict === 'delivered' ? 1 : 0),
      repeats: counts.repeats + (record.verdict === 'repeats' ? 1 : 0),
      timedOut: counts.timedOut + (record.verdict === 'timed-out' ? 1 : 0),
    },
  };
}

/** A handler is up when it answered anything, down when nothing could be reached. */
function withHealth(views: readonly TargetView[], record: AttemptRecord, taking: Taking): readonly TargetView[] {
  const { handler } = record;
  const target = targetFor(taking.targets, record.event);
  if (handler === null || target === null) return views;
  if ('error' in handler && handler.error === 'pending') return views;
  const health = 'status' in handler || !['refused', 'dns', 'tls'].includes(handler.error) ? 'up' : 'down';
  return views.map((view) =>
    view.pattern === target.pattern && view.health !== health ? { ...view, health, since: taking.now } : view,
  );
}

function withNotice(before: SessionSnapshot, record: NoticeRecord, at: Instant): SessionSnapshot {
  const notice = { at, level: record.level, text: record.text };
  return { ...before, notices: [...before.notices, notice].slice(-NOTICES_KEPT) };
}

function withWebhook(
  before: SessionSnapshot,
  { id, event, state }: Extract<SessionRecord, { kind: 'webhook' }>,
): SessionSnapshot {
  const others = before.webhooks.filter((webhook) => webhook.id !== id);
  const webhooks = state === 'deleted' ? others : [...others, { id, event, active: state !== 'deactivated' }];
  return { ...before, webhooks };
}
