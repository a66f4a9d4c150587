/**
 * What a client may send about a webhook, checked. In: the body of a `POST` or `PUT`. Out: the fields in our words, or
 * the refusal. Which status a bad field earns is not documented: 400 for the field, 403 for an event not allowed
 * (inferred from the API's general rules).
 */
import { findEvent } from '../../core/events.ts';
import type { BodyReading, JsonObject } from './json-body.ts';
import { refusal, type MessageSubject, type Reply } from './reply.ts';
import type { Registration } from '../deliver/webhook-book.ts';

export type WebhookReading<Fields> =
  { readonly kind: 'fields'; readonly fields: Fields } | { readonly kind: 'refused'; readonly reply: Reply };

export type WebhookChanges = Partial<Registration> & { readonly id: number };

/** `name`, `url` and `event` are required; `active_yn` is true unless said otherwise (documented). */
export function readNewWebhook(body: BodyReading, isAllowed: (event: string) => boolean): WebhookReading<Registration> {
  if (body.kind !== 'object') return refuseBody(body.kind);
  const missing = ['name', 'url', 'event'].find((field) => body.value[field] === undefined);
  if (missing !== undefined) return refused(refusal(400, `The field ${missing} is required`, about(missing)));
  const problem = findProblem(body.value, isAllowed);
  if (problem !== null) return refused(problem);
  const { name = '', url = '', event = '', active = true } = fieldsOf(body.value);
  return { kind: 'fields', fields: { name, url, event, active } };
}

/** `id` and any of the fields (documented). */
export function readWebhookChanges(
  body: BodyReading,
  isAllowed: (event: string) => boolean,
): WebhookReading<WebhookChanges> {
  if (body.kind !== 'object') return refuseBody(body.kind);
  const id = body.value['id'];
  if (typeof id !== 'number' || !Number.isSafeInteger(id)) {
    return refused(refusal(400, 'The field id is required and must be a whole number', about('id')));
  }
  const problem = findProblem(body.value, isAllowed);
  return problem === null ? { kind: 'fields', fields: { id, ...fieldsOf(body.value) } } : refused(problem);
}

function about(property: string): MessageSubject {
  return { object: 'webhook', property };
}

function refused(reply: Reply): { readonly kind: 'refused'; readonly reply: Reply } {
  return { kind: 'refused', reply };
}

function refuseBody(kind: 'invalid' | 'too-large'): { readonly kind: 'refused'; readonly reply: Reply } {
  return kind === 'invalid'
    ? refused(refusal(400, 'The body of the request is not a valid JSON object'))
    : refused(refusal(413, 'The body of the request is too large'));
}

type Check = (value: unknown) => string | null;

const CHECKS: readonly (readonly [string, Check])[] = [
  ['name', (value) => (typeof value === 'string' && value !== '' ? null : 'The name must be a text that is not empty')],
  ['url', (value) => (isAbsoluteUrl(value) ? null : 'The URL must be absolute, with a scheme and a host')],
  ['event', (value) => (isKnownEvent(value) ? null : `There is no event ${JSON.stringify(value)}`)],
  ['active_yn', (value) => (typeof value === 'boolean' ? null : 'The field active_yn must be true or false')],
];

/** The first field that is given and wrong. */
function findProblem(body: JsonObject, isAllowed: (event: string) => boolean): Reply | null {
  for (const [property, check] of CHECKS) {
    const problem = body[property] === undefined ? null : check(body[property]);
    if (problem !== null) return refusal(400, problem, about(property));
  }
  const event = body['event'];
  if (typeof event !== 'string' || isAllowed(event)) return null;
  return notAllowed(event);
}

/** The refusal itself is documented, its status inferred. */
export function notAllowed(event: string): Reply {
  return refusal(403, `The API user has no right to the event ${event}`, about('event'));
}

function fieldsOf(body: JsonObject): Partial<Registration> {
  const { name, url, event, active_yn: active } = body;
  return {
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof url === 'string' ? { url } : {}),
    ...(typeof event === 'string' ? { event } : {}),
    ...(typeof active === 'boolean' ? { active } : {}),
  };
}

/** Whether the real shop wants https or refuses private addresses is not documented; ours takes both kinds. */
function isAbsoluteUrl(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return (protocol === 'http:' || protocol === 'https:') && hostname !== '';
}

function isKnownEvent(value: unknown): boolean {
  return typeof value === 'string' && findEvent(value) !== undefined;
}
