/** A registered webhook as it was saved: it is plain JSON already. */
import type { CallMark, DeactivatedBecause, WebhookState } from '../../core/webhook.ts';
import type { Webhook } from '../deliver/webhook-book.ts';
import { fieldsAt, textAt, wholeAt, wrong, type Place } from './reading.ts';

const REASONS: readonly DeactivatedBecause[] = ['wrong-answers', 'permission-change', 'request'];

export function readWebhook(at: Place): Webhook {
  const fields = fieldsAt(at);
  return {
    id: fields.whole('id', 1),
    name: fields.text('name'),
    url: readUrl(fields.at('url')),
    event: fields.text('event'),
    createdAt: fields.instant('createdAt'),
    state: readState(fields.at('state')),
  };
}

function readUrl(at: Place): string {
  const url = textAt(at);
  const isHttp = URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol);
  if (!isHttp) throw wrong(at.path, 'an absolute URL');
  return url;
}

function readState(at: Place): WebhookState {
  const fields = fieldsAt(at);
  return {
    active: fields.flag('active'),
    deactivatedBecause: fields.orNull('deactivatedBecause', () => fields.oneOf('deactivatedBecause', REASONS)),
    wrongSince: fields.orNull('wrongSince', () => fields.instant('wrongSince')),
    lastSuccess: fields.orNull('lastSuccess', readMark),
    lastError: fields.orNull('lastError', readMark),
  };
}

function readMark(at: Place): CallMark {
  const fields = fieldsAt(at);
  return { at: fields.instant('at'), status: fields.orNull('status', (status) => wholeAt(status, 0)) };
}
