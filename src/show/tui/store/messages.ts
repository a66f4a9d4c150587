/**
 * One quiet line for what a key has to say or what the session answered, and how long it stands: long enough to read it.
 */
import type { Instant } from '../../../core/instant.ts';
import type { Answered } from '../../../session/intention.ts';
import { readingTime } from '../../present/time.ts';
import type { Message } from './model.ts';

export function said(text: string, now: Instant): Message {
  return message('said', text, now);
}

/** Null where there is nothing to say. A reason with lines that point at a place is told by its first one. */
export function answeredMessage(answered: Answered, now: Instant): Message | null {
  if (answered.kind === 'done') return answered.text === '' ? null : message('done', answered.text, now);
  const { message: reason, hint } = answered.failure;
  const [first = ''] = reason.split('\n');
  return message('refused', hint === null ? first : `${first} ${hint}`, now);
}

function message(kind: Message['kind'], text: string, now: Instant): Message {
  return { kind, text, until: now + readingTime(text) };
}
