/**
 * Webhooks that the simulated shop has deactivated while a session has them. In: what becomes of its webhooks. Out: a
 * record for each, and one notice for all of a turn. A real shop tells nobody: there it is seen in `webhooks list` only.
 */
import { isoUtc, type Instant } from '../core/instant.ts';
import type { NoticeRecord, WebhookRecord } from '../core/record.ts';
import type { Webhook, WebhookNews } from '../simulate/deliver/webhook-book.ts';

export interface DeactivatedOptions {
  readonly now: () => Instant;
  readonly emit: (record: WebhookRecord | NoticeRecord) => void;
}

export function tellDeactivated({ now, emit }: DeactivatedOptions): (webhook: Webhook, news: WebhookNews) => void {
  let gone: readonly string[] = [];
  const notice = (): void => {
    const text = noticeText(gone);
    gone = [];
    emit({ kind: 'notice', at: isoUtc(now()), level: 'warning', code: 'webhook-deactivated', text });
  };
  return ({ id, event, state }, news) => {
    // Those that were created, moved or deleted are told by whoever did that.
    if (news !== 'activated' && news !== 'deactivated') return;
    emit({ kind: 'webhook', at: isoUtc(now()), id, event, state: news });
    // Whoever asked for it knows, and has had an answer.
    if (news === 'activated' || state.deactivatedBecause === 'request') return;
    if (gone.length === 0) queueMicrotask(notice);
    gone = [...gone, event];
  };
}

function noticeText(events: readonly string[]): string {
  const which = events.length === 1 ? 'the webhook' : 'the webhooks';
  return (
    `The shop has deactivated ${which} for ${events.join(', ')}: nothing comes for it any more, and what waited is ` +
    'withdrawn. A real shop does so without a word; upgates-dev webhooks list shows it there. ' +
    'Once the cause is gone, switch it on again: press w, or start the session anew.'
  );
}
