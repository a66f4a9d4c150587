/**
 * The body of a webhook call: `{"project_name": ..., "<array key>": [ {...}, ... ]}`.
 * In: records of one event, or the bytes of a call. Out: bodies of at most 5000 records, or what a body holds.
 */
import { isJsonObject } from './json-object.ts';
import { findEvent, MAX_RECORDS, type EventDefinition, type ListDefinition } from './events.ts';

/** One record as the shop sends it: an entity's identifiers, never the whole entity. */
export type ShopRecord = Readonly<Record<string, unknown>>;

/** Records by array key: `{orders: [...]}`, or `{products: [...], variants: [...]}`. */
export type RecordLists = Readonly<Record<string, readonly ShopRecord[]>>;

export interface Envelope {
  readonly projectName: string | null;
  readonly lists: RecordLists;
}

export type EnvelopeReading =
  | { readonly kind: 'envelope'; readonly envelope: Envelope }
  | { readonly kind: 'unreadable'; readonly problem: string };

export interface JsonStyle {
  /** PHP's `json_encode` defaults: escaped slashes and non-ASCII (seen in REST answers; for webhooks inferred). */
  readonly escaped: boolean;
}

/** Writes the body of one call, keys in the order of the event's page. */
export function buildBody(event: EventDefinition, envelope: Envelope, style: JsonStyle = { escaped: true }): string {
  const lists = event.lists.map((list): [string, unknown] => [list.key, envelope.lists[list.key] ?? []]);
  const name: [string, unknown] = ['project_name', envelope.projectName];
  const json = JSON.stringify(Object.fromEntries(event.projectName === 'first' ? [name, ...lists] : [...lists, name]));
  return style.escaped ? escapeLikePhp(json) : json;
}

/** Splits records so that no call holds more than `max` of them, in order, first list first. */
export function splitRecords(
  event: EventDefinition,
  lists: RecordLists,
  max: number = MAX_RECORDS,
): readonly RecordLists[] {
  const all = event.lists.flatMap((list) => (lists[list.key] ?? []).map((record) => ({ key: list.key, record })));
  const calls: RecordLists[] = [];
  for (let from = 0; from < all.length; from += max) calls.push(groupByKey(event, all.slice(from, from + max)));
  return calls.length > 0 ? calls : [groupByKey(event, [])];
}

function groupByKey(event: EventDefinition, part: readonly { key: string; record: ShopRecord }[]): RecordLists {
  return Object.fromEntries(
    event.lists.map((list) => [list.key, part.filter((entry) => entry.key === list.key).map((entry) => entry.record)]),
  );
}

/** Reads the text of a call. Anything but a JSON object is unreadable; unknown keys and odd records are kept out. */
export function readEnvelope(text: string): EnvelopeReading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'unreadable', problem: 'the body is not valid JSON' };
  }
  if (!isJsonObject(value)) return { kind: 'unreadable', problem: 'the body is not a JSON object' };
  const lists = Object.entries(value).filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]));
  const projectName = value['project_name'];
  return {
    kind: 'envelope',
    envelope: {
      projectName: typeof projectName === 'string' ? projectName : null,
      lists: Object.fromEntries(lists.map(([key, items]) => [key, items.filter(isJsonObject)])),
    },
  };
}

/** What identifies the records of a call: for the list on the screen, for search, and to link attempts. */
export interface RecordKeys {
  /** For people: `9000211`, or `TRICKO-01 +4999`, no longer than they read; empty when the body names no record. */
  readonly label: string;
  readonly count: number;
  /** Identity of all records, in order: two calls with the same one speak of the same records. */
  readonly identity: string;
}

const NO_KEYS: RecordKeys = { label: '', count: 0, identity: '' };

/** Finds the keys of a body. For an event we do not know, the first scalar of each record serves. */
export function recordKeys(eventName: string, text: string): RecordKeys {
  const reading = readEnvelope(text);
  if (reading.kind === 'unreadable') return NO_KEYS;
  const event = findEvent(eventName);
  const { lists } = reading.envelope;
  const named = event
    ? event.lists.flatMap((list) => (lists[list.key] ?? []).map((record) => namedBy(list, record)))
    : Object.values(lists).flatMap((records) => records.map(nameUnknown));
  const [first] = named;
  if (first === undefined) return NO_KEYS;
  const label = shortened(first.label);
  return {
    label: named.length === 1 ? label : `${label} +${named.length - 1}`,
    count: named.length,
    identity: named.map((record) => record.id).join('\n'),
  };
}

/** It stands in every list, and a name of a megabyte would be measured at every frame. */
const MOST_LETTERS = 200;

function shortened(label: string): string {
  if (label.length <= MOST_LETTERS) return label;
  return `${Array.from(label.slice(0, 2 * MOST_LETTERS))
    .slice(0, MOST_LETTERS)
    .join('')}…`;
}

interface NamedRecord {
  readonly id: string;
  readonly label: string;
}

function namedBy(list: ListDefinition, record: ShopRecord): NamedRecord {
  const { id, label } = recordLabel(list, record);
  return { id: `${list.key}:${id}`, label };
}

/** What identifies a record, and what people know it by; empty where it does not say. */
export function recordLabel(list: ListDefinition, record: ShopRecord): NamedRecord {
  const id = scalar(record[list.idField]);
  const label = scalar(record[list.labelField]);
  return { id, label: label === '' ? id : label };
}

function nameUnknown(record: ShopRecord): NamedRecord {
  const id =
    Object.values(record)
      .map(scalar)
      .find((value) => value !== '') ?? '';
  return { id, label: id };
}

function scalar(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Slashes and non-ASCII escaped in a JSON text, as `json_encode` does by default. */
export function escapeLikePhp(json: string): string {
  const unicode = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return json.replaceAll('/', '\\/').replaceAll(/[\u0080-\uffff]/g, unicode);
}
