/**
 * The shapes of the webhook API's answers. In: parsed JSON of unknown origin. Out: our records, or null where it is not
 * what the API documents. Nothing is trusted: ids may be numbers or texts, flags true or "1", texts are cut.
 * Source: API Blueprint "Upgates API v2", group Webhooky, and the schemas of docs.upgates.com where the two differ.
 */
import { isCatalogued } from '../core/pattern.ts';
import type { CallMark } from '../core/webhook.ts';
import { fieldsOf, type Fields } from './fields.ts';

/** One webhook as the shop keeps it. `url` may hold credentials: mask it before it is shown. */
export interface ShopWebhook {
  readonly id: number;
  readonly name: string;
  readonly url: string;
  readonly event: string;
  readonly active: boolean;
  readonly lastSuccess: CallMark | null;
  readonly lastError: CallMark | null;
}

export interface ShopEvent {
  readonly name: string;
  /** Whether the API user may create webhooks for it. */
  readonly isAllowed: boolean;
  /** False for an event our catalogue lacks. */
  readonly isCatalogued: boolean;
}

export interface ShopService {
  readonly service: string;
  readonly url: string;
  readonly privilege: string;
}

export interface NotDeleted {
  readonly id: number;
  readonly reason: string;
}

const LONGEST_TEXT = 2000;
const MOST_ITEMS = 10_000;

/** `{"webhook": {...}}` of POST and PUT. */
export function readOneWebhook(value: unknown): ShopWebhook | null {
  return readWebhook(fieldsOf(value)['webhook']);
}

/** `{"webhooks": [...]}`; items without an id are no webhooks. */
export function readWebhookList(value: unknown): readonly ShopWebhook[] | null {
  return listOf(value, 'webhooks')?.flatMap((item) => readWebhook(item) ?? []) ?? null;
}

/** `{"events": [{"name", "allowed_yn"}]}`; `allowed_yn` is typed string although it is a flag. */
export function readEventList(value: unknown): readonly ShopEvent[] | null {
  const events = listOf(value, 'events')?.map(fieldsOf) ?? null;
  return (
    events
      ?.map((fields) => ({ name: readText(fields['name']), isAllowed: readFlag(fields['allowed_yn']) ?? true }))
      .filter((event) => event.name !== '')
      .map((event) => ({ ...event, isCatalogued: isCatalogued(event.name) })) ?? null
  );
}

export function readServiceList(value: unknown): readonly ShopService[] | null {
  const services = listOf(value, 'services')?.map(fieldsOf) ?? null;
  return (
    services?.map(({ service, url, privilege }) => ({
      service: readText(service),
      url: readText(url),
      privilege: readText(privilege),
    })) ?? null
  );
}

/** Which of `ids` the shop says it deleted not, or says nothing about. Null when the answer is no such list. */
export function readNotDeleted(value: unknown, ids: readonly number[]): readonly NotDeleted[] | null {
  const items = listOf(value, 'webhooks')?.map(fieldsOf) ?? null;
  if (items === null) return null;
  const byId = new Map(items.map((item) => [readId(item['id']), item]));
  return ids
    .filter((id) => !isDeleted(byId.get(id)))
    .map((id) => ({ id, reason: readMessages(byId.get(id)?.['messages']) ?? 'the shop gave no reason' }));
}

/** The texts of `messages`, one level deep or two, or of a top-level `message`; null when there are none. */
export function readMessages(value: unknown, depth = 0): string | null {
  if (depth > 4) return null;
  if (typeof value === 'string') return value === '' ? null : value.slice(0, LONGEST_TEXT);
  if (Array.isArray(value)) {
    const texts = value.slice(0, 5).map((item) => readMessages(item, depth + 1));
    return texts.filter((text) => text !== null).join('; ') || null;
  }
  const { message, messages } = fieldsOf(value);
  return readMessages(message, depth + 1) ?? readMessages(messages, depth + 1);
}

function listOf(value: unknown, key: string): readonly unknown[] | null {
  const list = fieldsOf(value)[key];
  return Array.isArray(list) ? list.slice(0, MOST_ITEMS) : null;
}

function readWebhook(value: unknown): ShopWebhook | null {
  const fields = fieldsOf(value);
  const id = readId(fields['id']);
  if (id === null) return null;
  return {
    id,
    name: readText(fields['name']),
    url: readText(fields['url']),
    event: readText(fields['event']),
    active: readFlag(fields['active_yn']) ?? false,
    lastSuccess: readMark(fields['last_success_call'], fields['last_success_call_status']),
    lastError: readMark(fields['last_error_call'], fields['last_error_call_status']),
  };
}

function isDeleted(item: Fields | undefined): boolean {
  return item !== undefined && (readFlag(item['deleted']) ?? readFlag(item['deleted_yn'])) === true;
}

function readId(value: unknown): number | null {
  const id = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
  return typeof id === 'number' && Number.isSafeInteger(id) && id > 0 ? id : null;
}

function readText(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, LONGEST_TEXT) : '';
}

/** Flags are documented as `true / false, 1 / 0`, and one of them as a string. */
function readFlag(value: unknown): boolean | null {
  const text = String(typeof value === 'string' || typeof value === 'number' ? value : value === true).toLowerCase();
  if (value === undefined || value === null) return null;
  return ['true', '1', 'yes'].includes(text);
}

function readMark(time: unknown, status: unknown): CallMark | null {
  const at = Date.parse(readText(time));
  if (Number.isNaN(at)) return null;
  const number = typeof status === 'string' && /^\d{3}$/.test(status) ? Number(status) : status;
  return { at, status: typeof number === 'number' && Number.isSafeInteger(number) ? number : null };
}
